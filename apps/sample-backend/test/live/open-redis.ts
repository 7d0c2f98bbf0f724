import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Link, StartContext } from "@chaos-packs/contract/target";
import { type RedisOptions, type RedisOwn, redis } from "@chaos-packs/redis";
import { freePort } from "../free-port.ts";

/** A real Redis. */
export interface TestRedis extends AsyncDisposable {
  readonly own: RedisOwn;
  /** A way to it that can be broken. */
  openLink(role?: string): Promise<Link>;
}

/** Starts a Redis; disposing ends it and removes its folder. */
export async function openRedis(options: RedisOptions = {}): Promise<TestRedis> {
  const directory = await mkdtemp(join(tmpdir(), "live-test-"));
  const running = new AbortController();
  const context: StartContext = {
    name: "redis",
    signal: running.signal,
    seed: 1,
    // Nothing reaps what a killed test leaves: it is ended below.
    journal: { process: () => () => {}, folder: () => () => {}, undo: async () => () => {} },
    directory,
    patterns: [],
    launch: () => Promise.reject(new Error("Redis launches no program of the target's")),
    freePort,
  };
  const server = await redis(options).start(context);
  const lane = await server.openLane("live", running.signal);
  const links: Link[] = [];
  return {
    own: lane.own,
    async openLink(role = "live") {
      const link = await lane.link({ by: { role, index: 0 }, watch: () => undefined, connection: () => {} });
      links.push(link);
      return link;
    },
    async [Symbol.asyncDispose]() {
      for (const link of links) await link[Symbol.asyncDispose]();
      await lane[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
