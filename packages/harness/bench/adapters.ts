import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Adapter, RunningReplica } from "@chaos-packs/contract";
import { openChildProcesses } from "../src/adapters/open-child-processes.ts";
import { openWorkerThreads } from "../src/adapters/open-worker-threads.ts";
import { now, sleep } from "../src/clock.ts";

/** Medians in ms. */
export interface AdapterNumbers {
  readonly killToGone: number;
  /** Of a thread that never gives its loop back, with `prepareStall` done before. */
  readonly stallOfBusyLoop: number;
  /** From `start` to the line by which a service with pg, ioredis, pino and hono is ready; its bundle is there already. */
  readonly startCold: number;
  /** The same with a spare that has loaded its packages. */
  readonly startWarm: number;
  /** CPU of this process and its threads in a cold start; children are not counted. */
  readonly cpuOfColdStart: number;
}

const ROUNDS = 15;
const SECONDS = 10_000;

const service = `
import { serve } from "@hono/node-server"; import { Hono } from "hono"; import { Redis } from "ioredis"; import pg from "pg"; import { pino } from "pino";
const log = pino(); const app = new Hono(); app.get("/", (c) => c.text("ok"));
const pool = new pg.Pool({ connectionString: "postgres://nobody@127.0.0.1:1/none" });
const redis = new Redis({ lazyConnect: true });
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => { log.info({ redis: redis.status, idle: pool.idleCount }); console.log("up"); });
process.once("SIGTERM", () => server.close());`;
const ticking = `setInterval(() => {}, 5); console.log("up");`;
const busy = `console.log("up"); setTimeout(() => { for (;;); }, 5);`;

/** Measures both adapters; takes about ten seconds. */
export async function measureAdapters(): Promise<Readonly<Record<"workerThread" | "childProcess", AdapterNumbers>>> {
  return { workerThread: await measure(openWorkerThreads), childProcess: await measure(openChildProcesses) };
}

async function measure(open: () => Adapter): Promise<AdapterNumbers> {
  const kills: number[] = [];
  const stalls: number[] = [];
  const cold: number[] = [];
  const warm: number[] = [];
  const cpu: number[] = [];
  {
    await using adapter = open();
    for (let round = 0; round < ROUNDS; round += 1) {
      const ticker = await begin(adapter, program("ticking", ticking));
      kills.push(await timed(() => ticker.kill()));
      const loop = await begin(adapter, program("busy", busy));
      await loop.prepareStall?.();
      await sleep(20);
      stalls.push(await timed(() => loop.stall()));
      await loop.kill();
    }
  }
  const entry = program("service", service);
  for (let round = 0; round < ROUNDS; round += 1) {
    await using adapter = open();
    const before = process.cpuUsage();
    let first: RunningReplica | undefined;
    const start = async (): Promise<void> => {
      first = await begin(adapter, entry);
    };
    cold.push(await timed(start));
    const used = process.cpuUsage(before);
    cpu.push((used.user + used.system) / 1_000);
    await first?.kill();
    await sleep(400); // the spare loads its packages
    warm.push(await timed(() => begin(adapter, entry)));
  }
  return {
    killToGone: median(kills),
    stallOfBusyLoop: median(stalls),
    startCold: median(cold.slice(1)), // the first one made the bundle
    startWarm: median(warm),
    cpuOfColdStart: median(cpu.slice(1)),
  };
}

async function begin(adapter: Adapter, entry: URL): Promise<RunningReplica> {
  let isUp: () => void = () => {};
  const up = new Promise<void>((resolve) => {
    isUp = resolve;
  });
  const role = { run: "node", entry, env: () => ({}), ready: { output: /^up$/ } } as const;
  const output = (line: string): void => {
    if (line === "up") isUp();
  };
  const replica = await adapter.start({ role, env: {}, output }, AbortSignal.timeout(SECONDS));
  const end = await Promise.race([up, replica.exited]);
  if (end) throw new Error(`the program ${end.how}: ${end.reason}`);
  return replica;
}

/** Beside the installed packages, so that they are found. */
function program(name: string, text: string): URL {
  const piscina = createRequire(import.meta.url).resolve("piscina");
  const folder = join(
    piscina.slice(0, piscina.lastIndexOf("node_modules")),
    "node_modules",
    ".cache",
    "chaos-packs",
    "bench",
  );
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, text);
  return pathToFileURL(file);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = now();
  await work();
  return now() - from;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN).toFixed(2));
}
