import { ChaosError } from "@chaos-packs/contract";
import type { CommandDef } from "citty";

/** Throws UNKNOWN_FLAG for a flag that the command does not have: a misspelt one would be left out without a word. */
export async function checkFlags(args: readonly string[], { args: known }: CommandDef): Promise<void> {
  const flags = Object.entries((await (typeof known === "function" ? known() : known)) ?? {})
    .filter(([, { type }]) => type !== "positional")
    .map(([name]) => `--${name}`);
  const stranger = args.find((each) => each.startsWith("-") && !flags.includes(each.replace(/=.*/s, "")));
  if (stranger === undefined) return;
  throw new ChaosError("UNKNOWN_FLAG", {
    expected: `one of ${flags.join(", ")}`,
    came: stranger,
    todo: "Use one of these; a value that begins with - is written --flag=-value.",
  });
}
