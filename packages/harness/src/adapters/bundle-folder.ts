import { access, mkdir } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";

/**
 * Where bundles of the program at `file` are kept: in the nearest node_modules, so that a package that is asked for only
 * while the program runs is found; else in a folder of this user.
 */
export async function bundleFolder(file: string): Promise<string> {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    const isThere = await access(modules).then(
      () => true,
      () => false,
    );
    if (isThere) return made(join(modules, ".cache", "chaos-packs", "bundles"));
  }
  return made(join(tmpdir(), `chaos-packs-${userInfo().uid}`, "bundles"));
}

async function made(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return folder;
}
