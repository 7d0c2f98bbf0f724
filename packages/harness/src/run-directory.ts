import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, chmod, mkdir, rm, statfs } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ChaosError, type Journal } from "@chaos-packs/contract";
import { temporaryFolder } from "@chaos-packs/machine";

const MEMORY_DISK = "/dev/shm";
const NEEDED_BYTES = 1024 ** 3;

/**
 * A folder for one run, in memory where there is room (a copy of a database costs a tenth there); removed when closed, or by
 * the reaper.
 *
 * @throws ChaosError RUN_FOLDER_NOT_WRITABLE, TMPDIR_UNUSABLE
 */
export async function openRunDirectory(journal: Journal): Promise<AsyncDisposable & { readonly path: string }> {
  const path = join(await fastDisk(), `chaos-run-${process.pid}-${randomBytes(6).toString("hex")}`);
  const strike = journal.folder(path); // first: a kill in between would leave it for good
  try {
    await mkdir(path);
    await chmod(path, 0o700);
  } catch (cause) {
    strike();
    throw new ChaosError("RUN_FOLDER_NOT_WRITABLE", {
      expected: `to make the run's folder ${path}`,
      came: cause instanceof Error ? cause.message : String(cause),
      todo: "Set CHAOS_TMPDIR to a folder that this user can write, on a disk with 1 GiB of room.",
      cause,
    });
  }
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true });
      strike();
    },
  };
}

async function fastDisk(): Promise<string> {
  const chosen = process.env["CHAOS_TMPDIR"];
  if (chosen) return resolve(chosen);
  return (await hasRoom(MEMORY_DISK)) ? MEMORY_DISK : temporaryFolder();
}

/** Not where it is mounted read-only, nor on a system that has none. */
async function hasRoom(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize >= NEEDED_BYTES;
  } catch {
    return false;
  }
}
