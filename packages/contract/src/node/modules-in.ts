import { access, readdir } from "node:fs/promises";
import { basename } from "node:path";
import { ChaosError } from "../chaos-error.ts";
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
