import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { DependencyLane, DependencyServer, StartContext } from "@chaos-packs/contract";
import { openLaneLink } from "./lane-link.ts";
import { waitUntilAlone } from "./other-clients.ts";
import type { RedisBinary } from "./redis-binary.ts";
import type { RedisControl } from "./redis-control.ts";
import { type OpenOwn, openOwn, type RedisOwn } from "./redis-own.ts";
import { RedisProcess } from "./redis-process.ts";
import { serverVersion } from "./server-version.ts";
import { readSettings, restoreSettings } from "./settings.ts";

/** Servers of our own: one process for each lane. */
export async function ownServer(binary: RedisBinary, context: StartContext): Promise<DependencyServer<RedisOwn>> {
  const lanes = new Set<AsyncDisposable>();
  return {
    version: await serverVersion(binary),
    lanesStandOn: "own",
    async openLane(name, signal) {
      const lane = await openLane(binary, context, name, signal);
      lanes.add(lane);
      return lane;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...lanes].map((lane) => lane[Symbol.asyncDispose]()));
    },
  };
}

async function openLane(
  binary: RedisBinary,
  context: StartContext,
  name: string,
  signal: AbortSignal,
): Promise<DependencyLane<RedisOwn>> {
  const directory = join(context.directory, `${context.name}-${name}`);
  await mkdir(directory, { recursive: true });
  const port = await context.freePort();
  const server = new RedisProcess({ binary, port, directory, journal: context.journal });
  let own: OpenOwn;
  try {
    await server.start(signal);
    own = await openOwn({ host: "127.0.0.1", port });
  } catch (error) {
    await server.stop();
    throw error;
  }
  const settings = await readSettings(own);
  const address = {
    dependency: context.name,
    host: "127.0.0.1",
    port,
    url: (linkPort: number) => `redis://127.0.0.1:${linkPort}/0`,
    seed: context.seed,
    patterns: context.patterns,
  };
  return {
    own,
    control: controlOf(server, own),
    link: (options) => openLaneLink(address, options),
    async reset() {
      // A fault that stopped it may have failed to start it again.
      await server.start();
      await waitUntilAlone(own);
      await own.command("FLUSHALL");
      await own.command("SCRIPT", "FLUSH");
      await restoreSettings(own, settings);
    },
    async [Symbol.asyncDispose]() {
      await own[Symbol.asyncDispose]();
      await server.stop();
    },
  };
}

function controlOf(server: RedisProcess, own: RedisOwn): RedisControl {
  const start = async (): Promise<void> => {
    await server.start();
    await own.command("PING");
  };
  return {
    get pid() {
      return server.pid;
    },
    isOurs: true,
    start,
    stop: () => server.stop(),
    async restart() {
      await server.stop();
      await start();
    },
  };
}
