import { ChaosError, type Defect, type Pack } from "@chaos-packs/contract";

/** Throws unless every defect names scenarios that there are, and every name of `only` is a defect's. */
export function checkDefects(defects: readonly Defect[], packs: readonly Pack[], only: readonly string[]): void {
  const ids = new Set(packs.flatMap(({ name, scenarios }) => Object.keys(scenarios).map((id) => `${name}/${id}`)));
  for (const { name, expected } of defects) {
    const stranger = expected.find((id) => !ids.has(id));
    if (stranger !== undefined || expected.length === 0) {
      throw new ChaosError("BAD_DEFECT", {
        expected: `the defect ${name} to name scenarios (pack/id) that must catch it`,
        came: stranger === undefined ? "none" : `"${stranger}"`,
        todo: `Correct \`expected\` in the file of that defect: names like ${[...ids].slice(0, 3).join(", ")}.`,
      });
    }
  }
  for (const name of only) namedDefect(name, defects);
}

/** The defect of a name. Throws UNKNOWN_DEFECT. */
export function namedDefect<D extends Defect>(name: string, defects: readonly D[]): D {
  const found = defects.find((defect) => defect.name === name);
  if (found) return found;
  throw new ChaosError("UNKNOWN_DEFECT", {
    expected: "the name of a defect",
    came: `"${name}"`,
    todo: `Choose among ${defects.map((each) => each.name).join(", ")}.`,
  });
}
