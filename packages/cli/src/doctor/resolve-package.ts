import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The main module of a package as it is installed in a folder; undefined: it is not. `from` is a package through which it came. */
export function resolvePackage(name: string, folder: string, from?: string): URL | undefined {
  try {
    const through =
      from === undefined ? join(folder, "package.json") : createRequire(join(folder, "package.json")).resolve(from);
    return pathToFileURL(createRequire(through).resolve(name));
  } catch {
    return undefined;
  }
}
