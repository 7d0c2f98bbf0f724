import { join } from "node:path";
import { type DependencyLane, type DependencyServer, type StartContext, troubleOf } from "@chaos-packs/contract/kind";
import type { CommandTable } from "../commands/command-table.ts";
import { readCommandTable } from "../commands/read-command-table.ts";
import type { LinkTraffic } from "../tap/link-traffic.ts";
import { readFirstState, restoreFirstState } from "./first-state.ts";
import { openLaneLinks } from "./lane-link.ts";
import { LaneServer } from "./lane-server.ts";
import { waitUntilAlone } from "./other-clients.ts";
import type { RedisBinary } from "./redis-binary.ts";
import { openControl } from "./redis-control.ts";
import { type OpenOwn, openOwn, type RedisOwn } from "./redis-own.ts";
import { serverVersion } from "./server-version.ts";
import { unpause } from "./unpause.ts";

/** How servers of our own are made. */
export interface OwnServerOptions {
  readonly binary: RedisBinary;
  readonly password?: string;
}

/** Servers of our own: one process for each lane. */
export async function ownServer(options: OwnServerOptions, context: StartContext): Promise<DependencyServer<RedisOwn>> {
  const lanes = new Set<AsyncDisposable>();
  // Every lane runs the same program, so one answer serves all.
  let table: CommandTable | undefined;
  const commandsOf = async (own: RedisOwn): Promise<CommandTable> => {
    table ??= await readCommandTable(own);
    return table;
  };
  return {
    version: await serverVersion(options.binary),
    lanesStandOn: "own",
    async openLane(name, signal) {
      const lane = await openLane({ ...options, commandsOf }, context, name, signal);
      lanes.add(lane);
      return lane;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...lanes].map((lane) => lane[Symbol.asyncDispose]()));
    },
  };
}

async function openLane(
  { commandsOf, ...options }: OwnServerOptions & { commandsOf(own: RedisOwn): Promise<CommandTable> },
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
  const { commands, first } = await readFirst(own, commandsOf).catch(async (error: unknown) => {
    await open[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    throw error;
  });
  const credentials = password === undefined ? "" : `:${encodeURIComponent(password)}@`;
  const address = {
    dependency: context.name,
    upstream: server.upstream,
    url: (linkPort: number) => `redis://${credentials}127.0.0.1:${linkPort}/0`,
    seed,
    patterns,
    commands,
  };
  const clear = async (): Promise<void> => {
    await waitUntilAlone(own);
    await unpause(own, commands);
    // A replica would refuse to be emptied.
    await own.command("REPLICAOF", "NO", "ONE");
    await own.command("FLUSHALL");
    await own.command("SCRIPT", "FLUSH");
    await restoreFirstState(own, commands, first);
  };
  return {
    own,
    control: openControl(open, { server }),
    link: openLaneLinks(address, traffic),
    trouble: async (signal) =>
      server.pid === undefined
        ? "its process has ended, and no fault had ended it"
        : troubleOf(() => own.command("PING"), signal),
    async reset() {
      await server.bringBack();
      try {
        await clear();
      } catch {
        // A role may have taken our own rights away. A new server has none of that; what is wrong with it, too, is thrown.
        await server.stop("lost");
        await server.start();
        await clear();
      }
      for (const each of traffic.values()) each.reset();
    },
    async [Symbol.asyncDispose]() {
      await open[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** What the server can do, and what it is brought back to. */
async function readFirst(own: RedisOwn, commandsOf: (own: RedisOwn) => Promise<CommandTable>) {
  const commands = await commandsOf(own);
  return { commands, first: await readFirstState(own, commands) };
}
