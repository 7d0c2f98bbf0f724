import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ChaosError } from "@chaos-packs/contract/kind";
import { cacheFolder } from "@chaos-packs/machine";
import type { RedisBinary } from "../server/redis-binary.ts";
import { serverVersion } from "../server/server-version.ts";
import { type Apt, openApt } from "./apt.ts";
import { explainFetchFailure } from "./explain-fetch-failure.ts";
import { isRunnable } from "./is-runnable.ts";
import { missingLibraries, packagesWith } from "./missing-libraries.ts";
import { unpackPackages } from "./unpack-packages.ts";
import { redisFolder, unpackedRedis } from "./unpacked-redis.ts";

/** Where a server is provisioned to and with what; all of it has a default. */
export interface ProvisionOptions {
  readonly cache?: string;
  readonly signal?: AbortSignal;
  /** Told, in a line, what takes time. */
  readonly say?: (line: string) => unknown;
  /** How packages are fetched. */
  readonly apt?: (folder: string) => Apt;
}

/** What was provisioned, and whether it was there before. */
export interface Provisioned {
  readonly binary: RedisBinary;
  readonly version: string;
  readonly already: boolean;
}

/** Whether this machine can fetch and unpack Debian packages. */
export const canProvision = async (): Promise<boolean> =>
  (await isRunnable("/usr/bin/apt-get")) && (await isRunnable("/usr/bin/dpkg-deb"));

/**
 * Unpacks a real Redis from the distribution's own packages into the per-user cache; nothing is installed. Nothing happens
 * when it is there already.
 * @throws ChaosError MIRROR_UNREACHABLE, PACKAGE_UNKNOWN, NO_SPACE_LEFT, CANNOT_PROVISION_REDIS
 */
export async function provisionRedis(options: ProvisionOptions = {}): Promise<Provisioned> {
  const { signal, say = () => {} } = options;
  const cache = options.cache ?? (await cacheFolder());
  const folder = await redisFolder(cache);
  const before = await installedIn(folder);
  if (before) return { ...before, already: true };
  if (!options.apt && !(await canProvision())) throw noPackages();
  say(`redis: no server on this machine, unpacking one into ${folder}`);
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, ".redis-"));
  try {
    const apt = options.apt?.(work) ?? openApt(work, signal);
    const made = join(work, "root");
    await mkdir(made);
    await unpackServer(apt, made, join(work, "downloads"), signal);
    await putInPlace(made, folder);
  } catch (cause) {
    signal?.throwIfAborted();
    throw failed(cause);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const after = await installedIn(folder);
  if (!after) throw failed(new Error(`${folder} holds no server that runs`));
  return { ...after, already: false };
}

async function installedIn(folder: string): Promise<{ binary: RedisBinary; version: string } | undefined> {
  const binary = await unpackedRedis(folder);
  if (!binary) return undefined;
  // One that does not run is as good as none, and is replaced.
  const version = await serverVersion(binary).catch(() => undefined);
  return version === undefined ? undefined : { binary, version };
}

async function unpackServer(apt: Apt, into: string, downloads: string, signal?: AbortSignal): Promise<void> {
  const dependencies = new Set(await unpackPackages(apt, ["redis-server", "redis-tools"], into, downloads));
  const tried = new Set<string>();
  for (;;) {
    const binary = await unpackedRedis(into);
    if (!binary) throw new Error("the packages redis-server and redis-tools hold no usr/bin/redis-server");
    const missing = await missingLibraries(binary, signal);
    if (missing.length === 0) {
      await serverVersion(binary);
      return;
    }
    const wanted = missing.flatMap((each) => packagesWith(each, [...dependencies])).filter((each) => !tried.has(each));
    if (wanted.length === 0) throw new Error(`no package is known to hold ${missing.join(", ")}`);
    for (const each of wanted) tried.add(each);
    for (const name of await unpackPackages(apt, [...new Set(wanted)], into, downloads)) dependencies.add(name);
  }
}

/** In one step, so that nobody ever sees half of it. Of two that do this at once the first one wins. */
async function putInPlace(made: string, folder: string): Promise<void> {
  try {
    await rename(made, folder);
  } catch (error) {
    if (await installedIn(folder)) return;
    // What lies there does not run. It is moved aside, not emptied in place.
    await rename(folder, `${made}.broken`);
    await rename(made, folder).catch(() => {
      throw error;
    });
  }
}

const noPackages = (): ChaosError =>
  new ChaosError("CANNOT_PROVISION_REDIS", {
    expected: "a machine with apt-get and dpkg-deb to unpack Redis with",
    came: `this one (${process.platform}) has not both`,
    todo: "Install Redis 7 or Valkey yourself (macOS: brew install redis; Fedora: dnf install valkey), or set CHAOS_REDIS_URL.",
  });

function failed(cause: unknown): ChaosError {
  const said = cause instanceof Error ? cause.message : String(cause);
  const explained = explainFetchFailure(said);
  if (explained) return explained;
  return new ChaosError("CANNOT_PROVISION_REDIS", {
    expected: "to unpack the packages redis-server and redis-tools",
    came: `it failed: ${said}`,
    todo: "Check the network and /etc/apt/sources.list, or apt-get install redis-server, or set CHAOS_REDIS_URL.",
    cause,
  });
}
