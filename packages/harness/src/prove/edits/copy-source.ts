import { execFile } from "node:child_process";
import type { Dirent } from "node:fs";
import { copyFile, cp, mkdir, readdir, realpath, stat, symlink } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { ChaosError } from "@chaos-packs/contract";

/** Written by who runs the service, never read by it. */
const CACHES = ["__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".turbo"];
const REPOSITORIES = [".git", ".hg", ".svn", ".jj"];
/** Packages that are installed: a copy uses those of the original. */
const INSTALLED = ["node_modules", ".venv", "venv"];
/** What git ignores is linked to when it is larger, bytes: data, and what was built elsewhere. */
const LARGE_BYTES = 16 * 1024 ** 2;
/** The most that is copied, bytes: the run's folder may be in memory. */
const MOST_BYTES = 256 * 1024 ** 2;

/** A copy of a service's folder. */
export interface SourceCopy {
  /** The copy of the folder. */
  readonly folder: string;
}

/**
 * Copies the folder of a service into `into`, in the midst of what it stands in: everything beside it, up to the root of its
 * repository, is a link, so that `../../tsconfig.base.json` and the packages of a workspace are found from the copy as well.
 * Installed packages and large ignored folders are links, too; repositories and caches are left out.
 *
 * @throws ChaosError SOURCE_TOO_LARGE
 */
export async function copySource(named: string, into: string): Promise<SourceCopy> {
  const folder = await realpath(named);
  const root = await rootOf(folder);
  const ignored = await ignoredIn(folder);
  let bytes = 0;
  const copy = async (from: string, to: string): Promise<void> => {
    await mkdir(to, { recursive: true });
    for (const entry of await readdir(from, { withFileTypes: true })) {
      const path = join(from, entry.name);
      if (REPOSITORIES.includes(entry.name) || CACHES.includes(entry.name)) continue;
      if (INSTALLED.includes(entry.name) || (await isLarge(path, ignored))) await symlink(path, join(to, entry.name));
      else if (entry.isDirectory()) await copy(path, join(to, entry.name));
      else if (isCopied(entry)) {
        bytes += (await stat(path)).size;
        if (bytes > MOST_BYTES) throw tooLarge(named);
        await copyFile(path, join(to, entry.name));
      } else if (entry.isSymbolicLink()) await cp(path, join(to, entry.name), { verbatimSymlinks: false });
    }
  };
  await linkSurroundings(folder, root, into);
  const target = join(into, relative(root, folder));
  await copy(folder, target);
  return { folder: target };
}

const isCopied = (entry: Dirent): boolean => entry.isFile();

/** The folder that holds the repository; without one the nearest that has packages installed, else the folder itself. */
async function rootOf(folder: string): Promise<string> {
  const above = ancestorsOf(folder);
  for (const marks of [REPOSITORIES, INSTALLED])
    for (const each of above) if ((await readdir(each)).some((name) => marks.includes(name))) return each;
  return folder;
}

/** The folder itself and all above it, the nearest first. */
function ancestorsOf(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestorsOf(above)];
}

async function linkSurroundings(folder: string, root: string, into: string): Promise<void> {
  const steps = folder === root ? [] : relative(root, folder).split(sep);
  let at = root;
  for (const step of steps) {
    const copied = join(into, relative(root, at));
    await mkdir(copied, { recursive: true });
    for (const name of await readdir(at))
      if (name !== step && !REPOSITORIES.includes(name)) await symlink(join(at, name), join(copied, name));
    at = join(at, step);
  }
}

/** What of a folder git ignores, as paths; nothing where there is no git. */
async function ignoredIn(folder: string): Promise<ReadonlySet<string>> {
  const asked = ["ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z"];
  const found = await promisify(execFile)("git", asked, { cwd: folder, maxBuffer: MOST_BYTES }).then(
    ({ stdout }) => stdout.split("\0"),
    () => [],
  );
  return new Set(found.filter((name) => name !== "").map((name) => join(folder, name.replace(/\/$/, ""))));
}

async function isLarge(path: string, ignored: ReadonlySet<string>): Promise<boolean> {
  return ignored.has(path) && (await bytesIn(path)) > LARGE_BYTES;
}

async function bytesIn(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.size;
  let bytes = 0;
  for (const { name, parentPath } of (await readdir(path, { recursive: true, withFileTypes: true })).filter(isCopied)) {
    bytes += (await stat(join(parentPath, name))).size;
    if (bytes > LARGE_BYTES) return bytes;
  }
  return bytes;
}

const tooLarge = (folder: string): ChaosError =>
  new ChaosError("SOURCE_TOO_LARGE", {
    expected: `the folder of the service, ${folder}, to hold at most ${MOST_BYTES / 1024 ** 2} MiB beside installed packages and what git ignores`,
    came: "it holds more",
    todo: "Name a folder in `source` of the target that holds the service alone, or have git ignore what is no source.",
  });
