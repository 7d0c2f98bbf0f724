import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder with those above it; nothing happens when it is there. Rejects with the system's error. `mkdir` with
 * `recursive` never ends where the parent is there and the system still says ENOENT, as in /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  const folder = resolve(path);
  if (await isDirectory(folder)) return;
  if (folder !== dirname(folder)) await makeFolder(dirname(folder));
  try {
    await mkdir(folder);
  } catch (error) {
    if (!(await isDirectory(folder))) throw error; // another process may have made it
  }
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
