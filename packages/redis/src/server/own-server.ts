import { join } from "node:path";
import type { DependencyLane, DependencyServer, StartContext } from "@chaos-packs/contract";
import type { LinkTraffic } from "../tap/link-traffic.ts";
import { openLaneLinks } from "./lane-link.ts";
import { LaneServer } from "./lane-server.ts";
import { waitUntilAlone } from "./other-clients.ts";
import type { RedisBinary } from "./redis-binary.ts";
import { openControl } from "./redis-control.ts";
import { type OpenOwn, openOwn, type RedisOwn } from "./redis-own.ts";
import { serverVersion } from "./server-version.ts";
import { readSettings, restoreSettings } from "./settings.ts";

/** How servers of our own are made. */
export interface OwnServerOptions {
  readonly binary: RedisBinary;
  readonly password?: string;
}

/** Servers of our own: one process for each lane. */
export async function ownServer(options: OwnServerOptions, context: StartContext): Promise<DependencyServer<RedisOwn>> {
  const lanes = new Set<AsyncDisposable>();
  return {
    version: await serverVersion(options.binary),
    lanesStandOn: "own",
    async openLane(name, signal) {
      const lane = await openLane(options, context, name, signal);
      lanes.add(lane);
      return lane;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...lanes].map((lane) => lane[Symbol.asyncDispose]()));
    },
  };
}

async function openLane(
  options: OwnServerOptions,
  context: StartContext,
  name: string,
  signal: AbortSignal,
): Promise<DependencyLane<RedisOwn>> {
  const { journal, freePort, seed, patterns } = context;
  const { password } = options;
  const directory = join(context.directory, `${context.name}-${name}`);
  const server = await LaneServer.start({ ...options, directory, journal, freePort }, signal);
  const traffic = new Map<string, LinkTraffic>();
  let open: OpenOwn;
  try {
    open = await openOwn({ ...server.upstream, ...(password !== undefined && { password }) }, traffic);
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
  server.own = open;
  const { own } = open;
  const settings = await readSettings(own);
  const credentials = password === undefined ? "" : `:${encodeURIComponent(password)}@`;
  const address = {
    dependency: context.name,
    upstream: server.upstream,
    url: (linkPort: number) => `redis://${credentials}127.0.0.1:${linkPort}/0`,
    seed,
    patterns,
  };
  return {
    own,
    control: openControl(open, { server }),
    link: openLaneLinks(address, traffic),
    async reset() {
      // A fault that stopped it may have failed to start it again.
      await server.mend();
      await waitUntilAlone(own);
      await own.command("FLUSHALL");
      await own.command("SCRIPT", "FLUSH");
      await restoreSettings(own, settings);
      for (const each of traffic.values()) each.reset();
    },
    async [Symbol.asyncDispose]() {
      await open[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
