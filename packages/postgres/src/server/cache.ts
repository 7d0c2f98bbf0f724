import { mkdtemp, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Journal } from "@chaos-packs/contract/kind";

/**
 * The entry of the cache under this name, made by `make` when it is not there yet. It appears whole or not at all:
 * of two runs that make it at once the first one's stays.
 */
export async function cached(
  cache: string,
  name: string,
  journal: Journal,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const entry = join(cache, name);
  if (await isThere(entry)) return entry;
  const building = await mkdtemp(join(cache, "chaos-building-"));
  const strike = journal.folder(building);
  try {
    await make(building);
    await rename(building, entry);
  } catch (error) {
    if (!(await isThere(entry))) throw error;
  } finally {
    await rm(building, { recursive: true, force: true });
    strike();
  }
  return entry;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
