import { randomBytes } from "node:crypto";
import { mkdir, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Journal } from "@chaos-packs/contract";

const MEMORY_DISK = "/dev/shm";
const NEEDED_BYTES = 1024 ** 3;

/** A folder for one run, in memory where there is room (a copy of a database costs a tenth there); removed when closed, or by the reaper. */
export async function openRunDirectory(journal: Journal): Promise<AsyncDisposable & { readonly path: string }> {
  const path = join(await fastDisk(), `chaos-run-${process.pid}-${randomBytes(6).toString("hex")}`);
  const strike = journal.folder(path); // first: a kill in between would leave it for good
  await mkdir(path, { mode: 0o700 });
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
  if (chosen) return chosen;
  try {
    const { bavail, bsize } = await statfs(MEMORY_DISK);
    return bavail * bsize >= NEEDED_BYTES ? MEMORY_DISK : tmpdir();
  } catch {
    return tmpdir(); // not a Linux machine
  }
}
