import { lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packAll } from "./pack-all.ts";
import { mustRun } from "./run.ts";

/** What an install has put on the disk. */
export interface Installed {
  readonly packages: readonly string[];
  readonly bytes: number;
}

/** Somebody's repository, outside of this one. */
export interface Repository {
  readonly path: string;
  write(file: string, text: string): Promise<void>;
  /** Adds packages; ours come from the tarballs. */
  install(packages: readonly string[]): Promise<string>;
  installed(): Promise<Installed>;
}

/** A folder with the tarballs of all our packages and an npm cache of its own, in which repositories are made. */
export interface Place extends AsyncDisposable {
  readonly path: string;
  newRepository(): Promise<Repository>;
}

/** Packs everything. Closing removes the folder with all that was made in it. */
export async function openPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "installed-"));
  const cache = join(folder, "npm-cache");
  const tarballs = await packAll(folder, cache);
  const specOf = (name: string): string => (tarballs.has(name) ? `file:${tarballs.get(name)}` : "*");
  return {
    path: folder,
    async newRepository() {
      const path = await mkdtemp(join(folder, "repository-"));
      const repository: Repository = {
        path,
        async write(file, text) {
          await mkdir(dirname(join(path, file)), { recursive: true });
          await writeFile(join(path, file), text);
        },
        async install(packages) {
          const manifest = {
            name: "somebody",
            private: true,
            type: "module",
            dependencies: Object.fromEntries(packages.map((name) => [name, specOf(name)])),
            // What ours ask for of each other comes from the tarballs, too: nothing of it is on a registry yet.
            overrides: Object.fromEntries([...tarballs.keys()].map((name) => [name, specOf(name)])),
          };
          await repository.write("package.json", JSON.stringify(manifest, null, 2));
          const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel", "error"];
          return mustRun(["npm", "install", ...quiet], { cwd: path, env: { npm_config_cache: cache } });
        },
        async installed() {
          const lock = JSON.parse(await readFile(join(path, "node_modules/.package-lock.json"), "utf8"));
          const names = Object.keys(lock.packages).map((each) => each.split("node_modules/").at(-1) ?? "");
          return { packages: names, bytes: await bytesOf(join(path, "node_modules")) };
        },
      };
      return repository;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

async function bytesOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await lstat(join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}
