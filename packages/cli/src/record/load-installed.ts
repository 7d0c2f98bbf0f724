import { ChaosError } from "@chaos-packs/contract";
import { resolvePackage } from "../doctor/resolve-package.ts";

/**
 * A package as it is installed in a folder.
 *
 * @throws ChaosError NOT_INSTALLED
 */
export async function loadInstalled<T>(name: string, folder: string): Promise<T> {
  const found = resolvePackage(name, folder);
  if (found) return (await import(found.href)) as T;
  throw new ChaosError("NOT_INSTALLED", {
    expected: `the package ${name} in ${folder}`,
    came: "it is not installed",
    todo: `npm install --save-dev ${name}`,
  });
}
