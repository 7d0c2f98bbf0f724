import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Removes the temporary folders of a job, also those that a dead worker left behind where workers share a folder. */
export async function removeTemporary(tmpDir: string, job: string): Promise<void> {
  const names = await readdir(tmpDir).catch(() => []);
  for (const name of names)
    if (name.startsWith(`${job}.`)) await rm(join(tmpDir, name), { recursive: true, force: true });
}
