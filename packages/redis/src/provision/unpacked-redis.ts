import { readdir, readFile } from "node:fs/promises";
import { arch } from "node:os";
import { dirname, join } from "node:path";
import type { RedisBinary } from "../server/redis-binary.ts";
import { isRunnable } from "./is-runnable.ts";

/** Where a server for this distribution, release and processor is kept: a home folder may be shared by several machines. */
export async function redisFolder(cache: string): Promise<string> {
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  const field = (name: string): string => new RegExp(`^${name}="?([\\w.-]+)"?$`, "m").exec(release)?.[1] ?? "unknown";
  return join(cache, `redis-${field("ID")}-${field("VERSION_ID")}-${arch()}`);
}

/** The server program in a folder that holds unpacked packages, with the path to the libraries beside it; undefined when there is none. */
export async function unpackedRedis(folder: string): Promise<RedisBinary | undefined> {
  for (const name of ["redis-server", "valkey-server"]) {
    const path = join(folder, "usr/bin", name);
    if (await isRunnable(path)) return { path, env: await libraryPath(folder) };
  }
  return undefined;
}

async function libraryPath(folder: string): Promise<Record<string, string>> {
  const files = await readdir(folder, { recursive: true });
  const folders = new Set(
    files.filter((file) => /\.so(\.\d+)*$/.test(file)).map((file) => join(folder, dirname(file))),
  );
  return folders.size === 0 ? {} : { LD_LIBRARY_PATH: [...folders].join(":") };
}
