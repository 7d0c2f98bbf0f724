import { execFileSync } from "node:child_process";
import { cp, mkdir, readdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Copies this checkout with what is not committed yet; `built` takes its dist folders along. The packages of others are
 * linked, ours are the copy's own, and nothing of a cache comes with it.
 */
export async function copyCheckout(to: string, { built }: { readonly built: boolean }): Promise<void> {
  const listed = execFileSync("git", ["ls-files", "-coz", "--exclude-standard", "--deduplicate"], { cwd: root });
  const deleted = new Set(filesOf(execFileSync("git", ["ls-files", "-dz"], { cwd: root })));
  const files = filesOf(listed).filter((file) => !deleted.has(file));
  for (const folder of new Set(files.map((file) => dirname(file)))) await mkdir(join(to, folder), { recursive: true });
  await Promise.all(files.map((file) => cp(join(root, file), join(to, file))));
  if (built) await copyBuilt(files, to);
  await linkModules(to);
}

const filesOf = (listed: Buffer): readonly string[] => listed.toString().split("\0").filter(Boolean);

async function copyBuilt(files: readonly string[], to: string): Promise<void> {
  const packages = files
    .filter((file) => /^(packages|apps|examples)\/[^/]+\/tsconfig\.json$/.test(file))
    .map((file) => dirname(file));
  for (const folder of packages) await cp(join(root, folder, "dist"), join(to, folder, "dist"), { recursive: true });
}

async function linkModules(to: string): Promise<void> {
  await mkdir(join(to, "node_modules"));
  for (const name of await readdir(join(root, "node_modules"))) {
    if (name === ".cache") continue;
    const [from, target] = [join(root, "node_modules", name), join(to, "node_modules", name)];
    // Links in these are relative, and so lead into the copy.
    if (name === "@chaos-packs" || name === ".bin") await cp(from, target, { recursive: true, verbatimSymlinks: true });
    else await symlink(from, target);
  }
}
