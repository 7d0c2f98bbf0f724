import { chmod, lstat, mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ChaosError } from "@chaos-packs/contract/kind";
import { makeFolder } from "./make-folder.ts";
import { ownId } from "./own-id.ts";

const WRITABLE_BY_OTHERS = 0o022;
const PERMISSIONS = 0o777;

/**
 * A folder that only this user can write, with exactly this mode; it is created when it is not there yet. Nothing is read
 * from it, executed or deleted in it before this has looked: its name can be guessed, so somebody else may have made it.
 *
 * @throws ChaosError FOLDER_NOT_OURS (a link, a file, somebody else's, or writable by others), FOLDER_NOT_WRITABLE
 */
export async function ownFolder(path: string, mode: number): Promise<string> {
  const folder = resolve(path);
  try {
    await makeFolder(dirname(folder));
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw notWritable(folder, error);
  }
  const found = await lstat(folder).catch((error: unknown) => {
    throw notWritable(folder, error);
  });
  const problem = whyNotOurs(found);
  if (problem !== undefined) throw notOurs(folder, problem);
  if ((found.mode & PERMISSIONS) !== mode) {
    await chmod(folder, mode).catch((error: unknown) => {
      throw notWritable(folder, error);
    });
  }
  return folder;
}

/** Why a file or folder cannot be trusted, from its `lstat`; undefined when only this user can have written it. */
export function whyNotOurs(found: { isDirectory(): boolean; uid: number; mode: number }): string | undefined {
  if (!found.isDirectory()) return "it is no directory, or a link to one";
  if (found.uid !== ownId()) return `it belongs to the user ${found.uid}, not to ${ownId()}`;
  if ((found.mode & WRITABLE_BY_OTHERS) !== 0)
    return `others may write it (mode ${(found.mode & PERMISSIONS).toString(8)})`;
  return undefined;
}

/** Whether this user owns what stands at a path (a link counts as what it points to). */
export const isOwn = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ uid }) => uid === ownId(),
    () => false,
  );

/** Whether what stands at a path belongs to another user; false when nothing stands there. */
export const isForeign = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ uid }) => uid !== ownId(),
    () => false,
  );

/** Whether an error of the file system has this code. */
export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && "code" in error && codes.includes(String(error.code));

const notOurs = (folder: string, came: string): ChaosError =>
  new ChaosError("FOLDER_NOT_OURS", {
    expected: `${folder} to be a directory that only this user can write`,
    came,
    todo: `Look at what is in it and remove it (rm -r '${folder}'), or set TMPDIR, XDG_CACHE_HOME and XDG_RUNTIME_DIR to folders of your own.`,
  });

const notWritable = (folder: string, cause: unknown): ChaosError =>
  new ChaosError("FOLDER_NOT_WRITABLE", {
    expected: `to write the folder ${folder}`,
    came: cause instanceof Error ? cause.message : String(cause),
    todo: "Give this user the right to write there, or set TMPDIR and XDG_CACHE_HOME to folders with room that it can write.",
    cause,
  });
