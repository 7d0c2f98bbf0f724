import { access, readdir } from "node:fs/promises";
import { basename } from "node:path";
import { ChaosError } from "../chaos-error.ts";
import type { Defect } from "../defect.ts";
import type { FaultType } from "../fault-type.ts";
import type { Scenario } from "../scenario.ts";

/** What the modules of a folder export, by the file's name without its ending. */
export type Modules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Modules, and not what stands beside them: declarations, maps, tests. */
const IS_MODULE = /^[^.]+\.(js|mjs|ts)$/;

const nameOf = (path: string): string => basename(path).replace(/\.\w+$/, "");

/**
 * Imports every module of a folder and of the folders in it, in the order of their names, one after the other: many at once
 * would need as many open files.
 *
 * @param folder ends with a slash: `new URL("./scenarios/", import.meta.url)`
 * @throws ChaosError SAME_FILE_NAME when two files of different folders have one name
 */
export async function modulesIn(folder: URL): Promise<Modules> {
  const modules: Record<string, Readonly<Record<string, unknown>>> = {};
  const from: Record<string, string> = {};
  for (const path of (await readdir(folder, { recursive: true })).sort()) {
    if (!IS_MODULE.test(basename(path))) continue;
    const name = nameOf(path);
    const other = from[name];
    if (other !== undefined)
      throw new ChaosError("SAME_FILE_NAME", {
        expected: `each file below ${folder.pathname} to have a name of its own`,
        came: `${other} and ${path}`,
        todo: "Rename one of them: the name is the id.",
      });
    from[name] = path;
    modules[name] = (await import(new URL(path.replaceAll("\\", "/"), folder).href)) as Modules[string];
  }
  return modules;
}

/**
 * The scenarios of a folder: each file exports one as `scenario`, and its name is the id. A new scenario is one file.
 *
 * @param folder ends with a slash: `new URL("./scenarios/", import.meta.url)`
 * @throws ChaosError NOT_A_SCENARIO, SAME_FILE_NAME
 */
export async function scenariosIn(folder: URL): Promise<Readonly<Record<string, Scenario>>> {
  const modules = Object.entries(await modulesIn(folder));
  return Object.fromEntries(
    modules.map(([id, { scenario, ...others }]) => {
      if (typeof scenario === "object" && scenario !== null) return [id, scenario as Scenario];
      throw new ChaosError("NOT_A_SCENARIO", {
        expected: `${id} of ${folder.pathname} to export a \`scenario\``,
        came: Object.keys(others).join(", ") || "no export at all",
        todo: "Write `export const scenario = defineScenario({ … })`, or move the file out of the folder.",
      });
    }),
  );
}

/**
 * The types of faults of a folder: all that its files export. A new fault is one file. A folder that is not there has none.
 *
 * @param folder ends with a slash: `new URL("./faults/", import.meta.url)`
 * @throws ChaosError SAME_FILE_NAME
 */
export async function faultTypesIn(folder: URL): Promise<readonly FaultType[]> {
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  const exported = isThere ? Object.values(await modulesIn(folder)).flatMap((each) => Object.values(each)) : [];
  return exported.filter((each): each is FaultType => typeof each === "function" && "fromJson" in each);
}

/**
 * The defects of a folder: each file exports one as `defect`, named after the file.
 *
 * @param folder ends with a slash: `new URL("./defects/", import.meta.url)`
 * @throws ChaosError NO_DEFECTS, NOT_A_DEFECT, SAME_FILE_NAME; those of `defineDefect` in one of the files
 */
export async function defectsIn(folder: URL): Promise<readonly Defect[]> {
  const modules = Object.entries(
    await modulesIn(folder).catch((cause: unknown) => {
      if (!(cause instanceof Error && "code" in cause && cause.code === "ENOENT")) throw cause;
      return {};
    }),
  );
  if (modules.length === 0)
    throw new ChaosError("NO_DEFECTS", {
      expected: `files in ${folder.pathname}, each with a mistake that a scenario is to catch`,
      came: "there are none",
      todo: "Write one: `export const defect = defineDefect({ name, mistake, expected, edits: [{ file, replace, with }] });`",
    });
  return modules.map(([name, { defect, ...others }]) => {
    if (isDefect(defect) && defect.name === name) return defect;
    throw new ChaosError("NOT_A_DEFECT", {
      expected: `${name} of ${folder.pathname} to export a \`defect\` of that name`,
      came: isDefect(defect) ? `its name is "${defect.name}"` : Object.keys(others).join(", ") || "no export at all",
      todo: `Write \`export const defect = defineDefect({ name: "${name}", … })\`, or move the file out of the folder.`,
    });
  });
}

const isDefect = (value: unknown): value is Defect =>
  typeof value === "object" &&
  value !== null &&
  "name" in value &&
  "expected" in value &&
  Array.isArray(value.expected);
