import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheFolder, hasCode, ownFolder, ownId } from "@chaos-packs/machine";

/** What is kept here is executed: nobody else may even look. */
const PRIVATE = 0o700;

/** Where bundles are kept. */
export interface BundleFolder {
  readonly path: string;
  /** The program's node_modules, when bundles do not stand below it: they need a link to it. */
  readonly modules?: string;
}

/**
 * Where bundles of the program at `file` are kept: in the nearest node_modules, so that a package that is asked for only
 * while the program runs is found; in the cache of this user where that cannot be written. Each user has a folder of his own,
 * since several may run from one checkout.
 *
 * @throws ChaosError FOLDER_NOT_OURS, FOLDER_NOT_WRITABLE
 */
export async function bundleFolder(file: string): Promise<BundleFolder> {
  const modules = await nearestModules(dirname(file));
  if (modules !== undefined) {
    try {
      const own = await ownFolder(join(modules, ".cache", `chaos-packs-${ownId()}`), PRIVATE);
      return { path: await bundlesIn(own) };
    } catch (error) {
      if (!hasCode(error, "FOLDER_NOT_WRITABLE")) throw error;
    }
  }
  return { path: await bundlesIn(await cacheFolder()), ...(modules !== undefined && { modules }) };
}

const bundlesIn = (folder: string): Promise<string> => ownFolder(join(folder, "bundles"), PRIVATE);

async function nearestModules(start: string): Promise<string | undefined> {
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (await isDirectory(modules)) return modules;
  }
  return undefined;
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
