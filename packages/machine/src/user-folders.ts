import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { hasCode, isForeign, isOwn, ownFolder } from "./own-folder.ts";
import { ownId } from "./own-id.ts";
import { type Environment, temporaryFolder } from "./temporary-folder.ts";

/** Nobody else may look into it. */
const PRIVATE = 0o700;
/** Others may pass through it to what they know the name of: the user that Postgres runs as. */
const PASSABLE = 0o711;

/** The folder of this user among temporary files. Throws FOLDER_NOT_OURS, FOLDER_NOT_WRITABLE, TMPDIR_UNUSABLE. */
export const userFolder = async (environment: Environment = process.env): Promise<string> =>
  userFolderIn(await temporaryFolder(environment));

/** The folder of this user in a folder that others may write, too. Throws FOLDER_NOT_OURS, FOLDER_NOT_WRITABLE. */
export const userFolderIn = (folder: string): Promise<string> =>
  ownFolder(join(folder, `chaos-packs-${ownId()}`), PASSABLE);

/**
 * Where the journals of this user's runs are kept. `XDG_RUNTIME_DIR` counts only when it belongs to this user: after `su` or
 * `sudo -E` it is somebody else's.
 */
export async function journalFolder(environment: Environment = process.env): Promise<string> {
  const base = environment["XDG_RUNTIME_DIR"];
  if (base && isAbsolute(base) && (await isOwn(base))) {
    try {
      return await ownFolder(join(base, "chaos-packs"), PRIVATE);
    } catch (error) {
      if (!hasCode(error, "FOLDER_NOT_WRITABLE")) throw error; // read-only: the folder for temporary files is as good
    }
  }
  return ownFolder(join(await userFolder(environment), "journals"), PRIVATE);
}

/**
 * Where this user's runs keep what is expensive to make: `$XDG_CACHE_HOME/chaos-packs`, else `~/.cache/chaos-packs`, else a
 * folder among temporary files. A relative XDG_CACHE_HOME is ignored (https://specifications.freedesktop.org/basedir-spec/latest/),
 * and so is a folder of somebody else, who could replace what is kept in it, and one that cannot be written.
 */
export async function cacheFolder(environment: Environment = process.env): Promise<string> {
  for (const folder of await cacheCandidates(environment)) {
    try {
      return await ownFolder(join(folder, "chaos-packs"), PASSABLE);
    } catch (error) {
      if (!hasCode(error, "FOLDER_NOT_WRITABLE")) throw error;
    }
  }
  return ownFolder(join(await userFolder(environment), "cache"), PASSABLE);
}

async function cacheCandidates(environment: Environment): Promise<readonly string[]> {
  const chosen = environment["XDG_CACHE_HOME"];
  const home = homeOf(environment);
  return [
    ...(chosen && isAbsolute(chosen) && !(await isForeign(chosen)) ? [chosen] : []),
    ...(home !== undefined && (await isOwn(home)) ? [join(home, ".cache")] : []),
  ];
}

/** `HOME`, else what /etc/passwd says; undefined for a user without an entry there. */
function homeOf(environment: Environment): string | undefined {
  if (environment["HOME"]) return environment["HOME"];
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
