import type { Invariant } from "../invariant.ts";
import type { Modules } from "../node/modules-in.ts";
import type { Pack } from "../pack.ts";
import { type Law, must } from "./law.ts";

/** The modules of a pack's folders. */
export interface PackModules {
  /** Each exports `scenario`, and its name is the id. */
  readonly scenarios?: Modules;
  /** Each exports one invariant, and is named as that. */
  readonly invariants?: Modules;
}

const nameOf = (file: string): string => file.replace(/\.\w+$/, "");

/** The invariants that modules export. */
export const invariantsIn = (modules: Modules = {}): readonly Invariant[] =>
  Object.values(modules).flatMap((module) => Object.values(module) as Invariant[]);

/** The laws of a pack's files: one concept, one file, and no file forgotten. */
export function fileLaws({ scenarios: known }: Pack, { scenarios, invariants }: PackModules): readonly Law[] {
  const laws: Law[] = [];
  if (scenarios) {
    laws.push({
      title: "every file of the scenarios is registered under its name",
      check() {
        const files = Object.entries(scenarios);
        for (const [file, { scenario }] of files)
          must(scenario !== undefined && scenario === known[nameOf(file)], `${file} is not the scenario of its name`);
        const names = files.map(([file]) => nameOf(file));
        const stranger = Object.keys(known).find((id) => !names.includes(id));
        must(stranger === undefined, `${stranger} has no file of its name`);
      },
    });
  }
  for (const [file, module] of Object.entries(invariants ?? {})) {
    laws.push({
      title: `${file} exports one invariant, and is named as it`,
      check() {
        const [invariant, ...others] = Object.values(module) as Invariant[];
        must(
          invariant !== undefined && others.length === 0,
          `it exports ${Object.keys(module).join(", ") || "nothing"}`,
        );
        const name = invariant?.name.replaceAll(" ", "-");
        must(name === nameOf(file), `its invariant is named "${invariant?.name}"`);
      },
    });
  }
  return laws;
}
