import { lstat, mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChaosError, type Journal } from "@chaos-packs/contract";

const WRITABLE_BY_OTHERS = 0o022;

/** The folder in which this user keeps what is dear to make: others may look into it, nobody else may write. */
export async function openCache(): Promise<string> {
  const uid = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `chaos-packs-${uid}`);
  await mkdir(folder, { mode: 0o755, recursive: true });
  const found = await lstat(folder);
  // The name can be guessed: somebody else may have been there first.
  if (found.isDirectory() && found.uid === uid && (found.mode & WRITABLE_BY_OTHERS) === 0) return folder;
  throw new ChaosError("CACHE_NOT_OURS", {
    expected: `${folder} to be a folder that only this user may write`,
    came: "it belongs to somebody else, or others may write it",
    todo: "Remove it, or set TMPDIR to a folder of your own.",
  });
}

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
  const building = await mkdtemp(join(cache, "building-"));
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
