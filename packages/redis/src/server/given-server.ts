import { ChaosError, type DependencyServer, type StartContext } from "@chaos-packs/contract";
import { openLaneLink } from "./lane-link.ts";
import { waitUntilAlone } from "./other-clients.ts";
import type { RedisControl } from "./redis-control.ts";
import { openOwn, type RedisOwn } from "./redis-own.ts";
import { readSettings, restoreSettings } from "./settings.ts";

/**
 * A server that was given by URL: each lane is one of its databases, from the one in the URL upwards, and is emptied by
 * every reset. Channels, settings and scripts are not divided by database, so lanes that publish should run one at a time.
 */
export async function givenServer(url: URL, context: StartContext): Promise<DependencyServer<RedisOwn>> {
  const address = addressOf(url);
  const own = await openOwn(address).catch((cause: unknown) => {
    throw new ChaosError("REDIS_REFUSES", {
      expected: `a Redis at ${url.host}`,
      came: `${cause instanceof Error ? cause.message : String(cause)}`,
      todo: "Start it, mend the URL, or unset CHAOS_REDIS_URL to use a server of our own.",
      cause,
    });
  });
  const databases = Number(((await own.command("CONFIG", "GET", "databases")) as readonly string[])[1] ?? 16);
  const free = Array.from({ length: Math.max(0, databases - address.db) }, (_, each) => address.db + each);
  const lanes = new Set<AsyncDisposable>();
  return {
    version: /^(?:valkey|redis)_version:(\S+)/m.exec(String(await own.command("INFO", "server")))?.[1] ?? "unknown",
    lanesStandOn: "given",
    async openLane() {
      const database = free.shift();
      if (database === undefined) throw tooManyLanes(url, databases);
      const lane = await openLane(url, { ...address, db: database }, context, () => free.unshift(database));
      lanes.add(lane);
      return lane;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...lanes].map((lane) => lane[Symbol.asyncDispose]()));
      await own[Symbol.asyncDispose]();
    },
  };
}

type Address = ReturnType<typeof addressOf>;

const addressOf = (url: URL) => ({
  host: url.hostname.replace(/^\[|\]$/g, ""),
  port: Number(url.port || 6379),
  db: Number(url.pathname.slice(1) || 0),
  ...(url.username && { username: decodeURIComponent(url.username) }),
  ...(url.password && { password: decodeURIComponent(url.password) }),
});

async function openLane(url: URL, at: Address, context: StartContext, giveBack: () => void) {
  const own = await openOwn(at);
  const settings = await readSettings(own);
  const credentials = url.password ? `${url.username}:${url.password}@` : "";
  const address = {
    dependency: context.name,
    host: at.host,
    port: at.port,
    url: (linkPort: number) => `redis://${credentials}127.0.0.1:${linkPort}/${at.db}`,
    seed: context.seed,
    patterns: context.patterns,
  };
  let isOpen = true;
  return {
    own,
    control: CONTROL,
    link: (options: Parameters<typeof openLaneLink>[1]) => openLaneLink(address, options),
    async reset() {
      await waitUntilAlone(own, at.db);
      await own.command("FLUSHDB");
      await restoreSettings(own, settings);
    },
    async [Symbol.asyncDispose]() {
      if (!isOpen) return;
      isOpen = false;
      await own[Symbol.asyncDispose]();
      giveBack();
    },
  };
}

const notOurs = async (): Promise<never> => {
  throw new ChaosError("SERVER_BY_URL", {
    expected: "a Redis server of our own to stop",
    came: "the server was given by URL",
    todo: "Unset CHAOS_REDIS_URL for the scenarios that stop Redis.",
  });
};
const CONTROL: RedisControl = { pid: undefined, isOurs: false, stop: notOurs, start: notOurs, restart: notOurs };

const tooManyLanes = (url: URL, databases: number): ChaosError =>
  new ChaosError("TOO_MANY_LANES", {
    expected: `at most one lane for each database of ${url.host}`,
    came: `all of its ${databases} are taken or below the one in the URL`,
    todo: "Use fewer lanes, raise `databases` of the server, or unset CHAOS_REDIS_URL.",
  });
