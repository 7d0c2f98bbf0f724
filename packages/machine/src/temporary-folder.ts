import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { ChaosError } from "@chaos-packs/contract/kind";

/** Variables of an environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

const WRITABLE_BY_ALL = 0o002;
const STICKY = 0o1000;

/**
 * The folder for temporary files as an absolute path: `TMPDIR`, else /tmp. A relative one is taken from the working directory.
 *
 * @throws ChaosError TMPDIR_UNUSABLE: it is missing, cannot be written, or anybody may replace what others keep in it
 */
export async function temporaryFolder(environment: Environment = process.env): Promise<string> {
  const folder = resolve(environment["TMPDIR"] || "/tmp");
  const problem = await whyUnusable(folder);
  if (problem === undefined) return folder;
  throw new ChaosError("TMPDIR_UNUSABLE", {
    expected: `${folder} to be a folder for temporary files`,
    came: problem,
    todo: "Set TMPDIR to a folder that this user can write, on a disk with room.",
  });
}

async function whyUnusable(folder: string): Promise<string | undefined> {
  try {
    const found = await stat(folder);
    if (!found.isDirectory()) return "it is no directory";
    if ((found.mode & WRITABLE_BY_ALL) !== 0 && (found.mode & STICKY) === 0)
      return "anybody may write it and it is not sticky, so others can replace what is kept in it (chmod +t)";
    await access(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
