import { delimiter, join } from "node:path";
import { cacheFolder } from "@chaos-packs/machine";
import { isRunnable } from "../provision/is-runnable.ts";
import { redisFolder, unpackedRedis } from "../provision/unpacked-redis.ts";
import type { RedisBinary } from "./redis-binary.ts";

const USUAL = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"];

/** The first server program on the PATH, in the usual places, or provisioned earlier; undefined when there is none. */
export async function findBinary(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  usual: readonly string[] = USUAL,
): Promise<RedisBinary | undefined> {
  const onPath = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const folder of new Set([...onPath, ...usual])) {
    for (const name of ["redis-server", "valkey-server"]) {
      const path = join(folder, name);
      if (await isRunnable(path)) return { path, env: {} };
    }
  }
  return unpackedRedis(await redisFolder(await cacheFolder(environment)));
}
