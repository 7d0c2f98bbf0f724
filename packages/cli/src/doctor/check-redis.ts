import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "@chaos-packs/machine";
import { canReach } from "./can-reach.ts";
import { findProgram } from "./find-program.ts";
import { type Check, type Machine, missing, well } from "./finding.ts";
import { packageMirror } from "./package-mirror.ts";

/** A Redis: given by URL, on the machine, unpacked earlier, or to be had from the distribution's packages. */
export const checkRedis: Check = async (machine) => {
  const { environment } = machine;
  if (environment["CHAOS_REDIS_URL"]) return [well("Redis is given by CHAOS_REDIS_URL")];
  const server = await findServer(machine);
  if (server !== undefined) return [well(`Redis at ${server}`)];
  const byHand =
    "install redis-server (brew install redis, apk add redis), or set CHAOS_REDIS_URL to one that may be emptied";
  for (const tool of ["apt-get", "dpkg-deb"]) {
    if (!(await findProgram(tool, machine)))
      return [missing(`no Redis, and no ${tool} with which one could be unpacked`, `Do one of these: ${byHand}.`)];
  }
  const mirror = await packageMirror(machine);
  if (mirror === undefined)
    return [missing("no Redis, and apt-get names no package mirror", `Do one of these: ${byHand}.`)];
  const problem = await canReach(mirror, machine);
  return [
    problem === undefined
      ? well(`no Redis yet; the first run unpacks one from ${mirror.host} (installs nothing)`)
      : missing(
          `no Redis, and the package mirror ${mirror.host} cannot be reached: ${problem}`,
          `Connect to the network once (behind a proxy set http_proxy), or ${byHand}.`,
        ),
  ];
};

async function findServer(machine: Machine): Promise<string | undefined> {
  for (const name of ["redis-server", "valkey-server"]) {
    const path = await findProgram(name, machine);
    if (path !== undefined) return path;
  }
  const cache = await cacheFolder(machine.environment);
  for (const folder of await readdir(cache).catch(() => [])) {
    for (const name of ["redis-server", "valkey-server"]) {
      const path = join(cache, folder, "usr/bin", name);
      const isThere = await access(path).then(
        () => true,
        () => false,
      );
      if (folder.startsWith("redis-") && isThere) return path;
    }
  }
  return undefined;
}
