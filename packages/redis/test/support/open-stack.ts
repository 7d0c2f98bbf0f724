import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  DependencyKind,
  DependencyLane,
  DependencyServer,
  Link,
  MomentPattern,
  StartContext,
  Watch,
} from "@chaos-packs/contract/kind";
import { freePort } from "@chaos-packs/proxy";
import { Redis, type RedisOptions } from "ioredis";
import { type RedisOwn, redis } from "../../src/index.ts";

/** What a kind is started with in a test; pids and folders are seen to by the caller. */
export async function startContext(
  patterns: readonly MomentPattern<never>[] = [],
): Promise<{ context: StartContext; pids: Set<number> } & AsyncDisposable> {
  const directory = await mkdtemp(join(tmpdir(), "redis-test-"));
  const pids = new Set<number>();
  const context: StartContext = {
    name: "redis",
    signal: new AbortController().signal,
    seed: 7,
    directory,
    patterns,
    freePort,
    journal: {
      process: (pid) => {
        pids.add(pid);
        return () => pids.delete(pid);
      },
      folder: () => () => {},
      undo: async () => () => {},
    },
    launch: async () => {
      throw new Error("Redis needs no program beside it");
    },
  };
  return { context, pids, [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }) };
}

/** A server, a lane, a link and what the link's watch is to do. */
export interface Stack extends AsyncDisposable {
  readonly server: DependencyServer<RedisOwn>;
  readonly lane: DependencyLane<RedisOwn>;
  readonly link: Link;
  readonly pids: ReadonlySet<number>;
  /** A client of the service's, through the link; ended with the stack. */
  connect(options?: RedisOptions): Promise<Redis>;
  /** Ends all clients, so that a reset need not wait for them. */
  disconnect(): void;
}

/** Starts a real Redis with one link to it. */
export async function openStack(
  patterns: readonly MomentPattern<never>[] = [],
  watch: Watch = () => undefined,
  kind: DependencyKind<RedisOwn> = redis(),
): Promise<Stack> {
  const { context, pids, ...folder } = await startContext(patterns);
  const server = await kind.start(context);
  const lane = await server.openLane("lane1", context.signal);
  const link = await lane.link({ by: { role: "api", index: 0 }, watch, connection: () => {} });
  const clients: Redis[] = [];
  const disconnect = (): void => {
    for (const client of clients.splice(0)) if (client.status !== "end") client.disconnect();
  };
  return {
    server,
    lane,
    link,
    pids,
    async connect(options) {
      const { host, port } = new URL(link.url);
      const client = new Redis({
        host: host.split(":")[0] as string,
        port: Number(port),
        lazyConnect: true,
        retryStrategy: null,
        maxRetriesPerRequest: 0,
        disconnectTimeout: 50,
        ...options,
        replyMapping: "legacy",
      });
      // What a command meets reaches its caller.
      client.on("error", () => {});
      clients.push(client);
      await client.connect();
      return client;
    },
    disconnect,
    async [Symbol.asyncDispose]() {
      disconnect();
      await link[Symbol.asyncDispose]();
      await lane[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
