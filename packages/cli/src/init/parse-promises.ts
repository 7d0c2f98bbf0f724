import { ChaosError } from "@chaos-packs/contract";

/**
 * Reads `poolSize=10`: a trait and its number. `known` are the capability's traits, where it is installed.
 *
 * @throws ChaosError MALFORMED_FLAG, UNKNOWN_TRAIT
 */
export function parsePromises(texts: readonly string[], known?: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, trait, number] = /^(\w+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
      if (trait === undefined || number === undefined)
        throw new ChaosError("MALFORMED_FLAG", {
          expected: "a trait and its number, such as poolSize=10",
          came: `--promise "${text}"`,
          todo: "Write --promise poolSize=10.",
        });
      if (known !== undefined && !known.includes(trait))
        throw new ChaosError("UNKNOWN_TRAIT", {
          expected: `one of the traits ${known.join(", ")}`,
          came: `--promise "${text}"`,
          todo: "Name a trait of the pack's capability; its page says what each one promises.",
        });
      return [trait, Number(number)];
    }),
  );
}
