import {
  ChaosError,
  type DependencyKind,
  isChaosError,
  type MessageReader,
  type StartContext,
} from "@chaos-packs/contract/kind";
import { redisFaults } from "./faults/redis-faults.ts";
import { redisKind } from "./kind.ts";
import { readMessages } from "./moments/read-message.ts";
import { provisionRedis } from "./provision/provision-redis.ts";
import { findBinary } from "./server/find-binary.ts";
import { givenServer } from "./server/given-server.ts";
import { givenUrl } from "./server/given-url.ts";
import { ownServer } from "./server/own-server.ts";
import type { RedisBinary } from "./server/redis-binary.ts";
import type { RedisOwn } from "./server/redis-own.ts";

/** Which Redis to use; nothing of it is needed. */
export interface RedisOptions {
  /** A server that runs and may be emptied; default CHAOS_REDIS_URL. */
  readonly url?: string;
  /** The server program; default the first that is found on the machine. */
  readonly binary?: string;
  /** What servers that are started demand; it is in the URL that roles get. */
  readonly password?: string;
  /** How a program is looked for. */
  readonly find?: () => Promise<RedisBinary | undefined>;
  /** How one is made when none is found; default: unpacked from the distribution's packages, unless CHAOS_NO_PROVISION is 1. */
  readonly provision?: (signal: AbortSignal) => Promise<RedisBinary>;
}

/** Real Redis: the server at `url`, or one process of our own for each lane. Starting throws NO_REDIS when none is to be had, and for one that is given what greeting it throws. */
export const redis = (options: RedisOptions = {}): DependencyKind<RedisOwn> => ({
  readMessages: readMessages as (dependency: string) => MessageReader,
  ...redisKind,
  faults: redisFaults,
  async start(context) {
    const fromEnvironment = process.env["CHAOS_REDIS_URL"];
    if (options.url !== undefined) return givenServer(givenUrl(options.url, "target file"), context);
    if (options.binary === undefined && fromEnvironment)
      return givenServer(givenUrl(fromEnvironment, "environment"), context);
    const binary =
      options.binary === undefined ? await findOrProvision(options, context) : { path: options.binary, env: {} };
    const { password } = options;
    return ownServer({ binary, ...(password !== undefined && { password }) }, context);
  },
});

async function findOrProvision(
  { find = findBinary, provision = unpack }: RedisOptions,
  { signal }: StartContext,
): Promise<RedisBinary> {
  const found = await find();
  if (found) return found;
  if (process.env["CHAOS_NO_PROVISION"] === "1") throw noRedis("CHAOS_NO_PROVISION forbids to unpack one");
  try {
    return await provision(signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw isChaosError(cause) ? noRedis(cause.came, cause, cause.todo) : noRedis(String(cause), cause);
  }
}

async function unpack(signal: AbortSignal): Promise<RedisBinary> {
  const { binary } = await provisionRedis({ signal, say: (line) => process.stderr.write(`${line}\n`) });
  return binary;
}

const noRedis = (
  why: string,
  cause?: unknown,
  todo = "Install redis-server (apt-get install redis-server, brew install redis, apk add redis), or set CHAOS_REDIS_URL to a server that may be emptied.",
): ChaosError =>
  new ChaosError("NO_REDIS", {
    expected: "a Redis: CHAOS_REDIS_URL, redis-server or valkey-server on this machine, or one unpacked by setup",
    came: `there is none, and ${why}`,
    todo,
    cause,
  });
