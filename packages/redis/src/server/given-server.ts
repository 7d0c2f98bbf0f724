import { ChaosError, type DependencyLane, type DependencyServer, type StartContext } from "@chaos-packs/contract";
import type { LinkTraffic } from "../tap/link-traffic.ts";
import type { GivenUrl } from "./given-url.ts";
import { greetServer } from "./greet-server.ts";
import { openLaneLinks } from "./lane-link.ts";
import { waitUntilAlone } from "./other-clients.ts";
import { openControl } from "./redis-control.ts";
import { openOwn, type RedisOwn } from "./redis-own.ts";
import { readSettings, restoreSettings } from "./settings.ts";

/**
 * A server that was given by URL: each lane is one of its databases, from the one in the URL upwards, and is emptied by
 * every reset. Channels, settings and scripts are not divided by database, so lanes that publish should run one at a time.
 * Throws what greeting a server throws, and REDIS_READ_ONLY.
 */
export async function givenServer(given: GivenUrl, context: StartContext): Promise<DependencyServer<RedisOwn>> {
  const { url } = given;
  const address = addressOf(url);
  await greetServer(address, url.host);
  const open = await openOwn(address, new Map());
  const { own } = open;
  try {
    if (/^role:slave/m.test(String(await own.command("INFO", "replication")))) throw readOnly(url);
    const databases = Number(((await own.command("CONFIG", "GET", "databases")) as readonly string[])[1] ?? 16);
    const free = Array.from({ length: Math.max(0, databases - address.db) }, (_, each) => address.db + each);
    const lanes = new Set<AsyncDisposable>();
    return {
      version: /^(?:valkey|redis)_version:(\S+)/m.exec(String(await own.command("INFO", "server")))?.[1] ?? "unknown",
      lanesStandOn: "given",
      async openLane() {
        const database = free.shift();
        if (database === undefined) throw tooManyLanes(url, databases);
        const lane = await openLane(given, { ...address, db: database }, context, () => free.unshift(database));
        lanes.add(lane);
        return lane;
      },
      async [Symbol.asyncDispose]() {
        await Promise.all([...lanes].map((lane) => lane[Symbol.asyncDispose]()));
        await open[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await open[Symbol.asyncDispose]();
    throw error;
  }
}

type Address = ReturnType<typeof addressOf>;

const addressOf = (url: URL) => ({
  host: url.hostname.replace(/^\[|\]$/g, ""),
  port: Number(url.port || 6379),
  db: Number(url.pathname.slice(1) || 0),
  ...(url.username && { username: decodeURIComponent(url.username) }),
  ...(url.password && { password: decodeURIComponent(url.password) }),
});

async function openLane(
  { url, isRemoteAllowed }: GivenUrl,
  at: Address,
  context: StartContext,
  giveBack: () => void,
): Promise<DependencyLane<RedisOwn>> {
  const traffic = new Map<string, LinkTraffic>();
  const open = await openOwn(at, traffic);
  const { own } = open;
  const settings = await readSettings(own);
  const credentials = url.password ? `${url.username}:${url.password}@` : "";
  const address = {
    dependency: context.name,
    upstream: { host: at.host, port: at.port },
    isRemoteAllowed,
    url: (linkPort: number) => `redis://${credentials}127.0.0.1:${linkPort}/${at.db}`,
    seed: context.seed,
    patterns: context.patterns,
  };
  let isOpen = true;
  return {
    own,
    control: openControl(open, { database: at.db }),
    link: openLaneLinks(address, traffic),
    async reset() {
      await waitUntilAlone(own, at.db);
      await own.command("FLUSHDB");
      await restoreSettings(own, settings);
      for (const each of traffic.values()) each.reset();
    },
    async [Symbol.asyncDispose]() {
      if (!isOpen) return;
      isOpen = false;
      await open[Symbol.asyncDispose]();
      giveBack();
    },
  };
}

const readOnly = (url: URL): ChaosError =>
  new ChaosError("REDIS_READ_ONLY", {
    expected: `the Redis at ${url.host} to be a primary, since each scenario writes and empties it`,
    came: "it is a replica of another",
    todo: "Name its primary.",
  });

const tooManyLanes = (url: URL, databases: number): ChaosError =>
  new ChaosError("TOO_MANY_LANES", {
    expected: `at most one lane for each database of ${url.host}`,
    came: `all of its ${databases} are taken or below the one in the URL`,
    todo: "Use fewer lanes, raise `databases` of the server, or unset CHAOS_REDIS_URL.",
  });
