#!/usr/bin/env node
import { isChaosError } from "@chaos-packs/contract/kind";
import { checkPlatform } from "@chaos-packs/machine";
import { provisionRedis } from "../provision/provision-redis.ts";
import { findBinary } from "../server/find-binary.ts";
import { serverVersion } from "../server/server-version.ts";

/** Sees to it that a real Redis can be started on this machine. Exit code 1 and what to do when it cannot. */
async function setup(): Promise<void> {
  checkPlatform();
  const url = process.env["CHAOS_REDIS_URL"];
  if (url) return console.log("redis: CHAOS_REDIS_URL is set, nothing to do");
  const found = await findBinary();
  const version = found && (await serverVersion(found).catch(() => undefined));
  if (found && version !== undefined) return console.log(`redis: ${version} at ${found.path}`);
  const made = await provisionRedis({ say: (line) => console.log(line) });
  console.log(`redis: ${made.version} at ${made.binary.path}`);
}

try {
  await setup();
} catch (error) {
  console.error(isChaosError(error) ? error.message : error);
  process.exitCode = 1;
}
