import {
  ChaosError,
  type DependencyLane,
  type DependencyServer,
  type StartContext,
  troubleOf,
} from "@chaos-packs/contract/kind";
import type { CommandTable } from "../commands/command-table.ts";
import { readCommandTable } from "../commands/read-command-table.ts";
import type { LinkTraffic } from "../tap/link-traffic.ts";
import { type FirstState, readFirstState, restoreFirstState } from "./first-state.ts";
import type { GivenUrl } from "./given-url.ts";
import { greetServer } from "./greet-server.ts";
import { openLaneLinks } from "./lane-link.ts";
import { waitUntilAlone } from "./other-clients.ts";
import { openControl } from "./redis-control.ts";
import { openOwn, type RedisOwn } from "./redis-own.ts";
import { unpause } from "./unpause.ts";

/**
 * A server that was given by URL: each lane is one of its databases, from the one in the URL upwards, and is emptied by
 * every reset. Channels, settings, scripts, functions and users are not divided by database: where roles publish or change those,
 * one lane at a time should run. Settings are set back by every reset, users and functions by those of an only lane, and at the end.
 * Throws what greeting a server throws, REDIS_READ_ONLY and REDIS_COMMAND_FORBIDDEN.
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
    const commands = await readCommandTable(own);
    const first = await readFirstState(own, commands);
    return {
      version: /^(?:valkey|redis)_version:(\S+)/m.exec(String(await own.command("INFO", "server")))?.[1] ?? "unknown",
      lanesStandOn: "given",
      async openLane() {
        const database = free.shift();
        if (database === undefined) throw tooManyLanes(url, databases);
        const lane: DependencyLane<RedisOwn> = await openLane(given, {
          at: { ...address, db: database },
          context,
          commands,
          first: () => (lanes.size === 1 ? first : { ...first, users: undefined, libraries: undefined }),
          closed() {
            lanes.delete(lane);
            free.unshift(database);
          },
        });
        lanes.add(lane);
        return lane;
      },
      async [Symbol.asyncDispose]() {
        await Promise.all([...lanes].map((lane) => lane[Symbol.asyncDispose]()));
        try {
          await unpause(own, commands);
          await restoreFirstState(own, commands, first);
        } finally {
          await open[Symbol.asyncDispose]();
        }
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

interface LaneParts {
  readonly at: Address;
  readonly context: StartContext;
  readonly commands: CommandTable;
  /** What a reset may set back. */
  readonly first: () => FirstState;
  readonly closed: () => void;
}

async function openLane(
  { url, isRemoteAllowed }: GivenUrl,
  { at, context, commands, first, closed }: LaneParts,
): Promise<DependencyLane<RedisOwn>> {
  const traffic = new Map<string, LinkTraffic>();
  const open = await openOwn(at, traffic);
  const { own } = open;
  const credentials = url.password ? `${url.username}:${url.password}@` : "";
  const address = {
    dependency: context.name,
    upstream: { host: at.host, port: at.port },
    isRemoteAllowed,
    url: (linkPort: number) => `redis://${credentials}127.0.0.1:${linkPort}/${at.db}`,
    seed: context.seed,
    patterns: context.patterns,
    commands,
  };
  let isOpen = true;
  return {
    own,
    control: openControl(open, { database: at.db }),
    link: openLaneLinks(address, traffic),
    trouble: (signal) => troubleOf(() => own.command("PING"), signal),
    async reset() {
      await waitUntilAlone(own, at.db);
      await unpause(own, commands);
      await own.command("FLUSHDB");
      await restoreFirstState(own, commands, first());
      for (const each of traffic.values()) each.reset();
    },
    async [Symbol.asyncDispose]() {
      if (!isOpen) return;
      isOpen = false;
      await open[Symbol.asyncDispose]();
      closed();
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
