import { pathToFileURL } from "node:url";
import { randomFrom } from "../src/random.ts";
import { type Compared, compareWays, type Load, type Pair, type Turns } from "./compare-ways.ts";
import { haproxyVersion } from "./haproxy.ts";
import { loadAverage } from "./load-average.ts";
import { openWays } from "./open-ways.ts";
import type { ClientSkills } from "./processes/client.ts";
import { startProcess } from "./processes/process.ts";
import type { ServerSkills } from "./processes/server.ts";
import { showCompared } from "./show-compared.ts";

/** How links compare with other ways to the same server. */
export interface PassThrough {
  readonly loads: readonly Compared[];
  /** Ways that were not there to be measured, and why. */
  readonly absent: Readonly<Record<string, string>>;
  readonly haproxy?: string;
  /** Programs that wanted a core before and after, one minute's average. */
  readonly loadAverage: readonly [number, number];
  readonly goals: { readonly linkOverPipe: number };
}

const PING = "p".repeat(64);
const blockOf = (bytes: number): string => {
  const question = Buffer.alloc(5, "b");
  question.writeUInt32BE(bytes, 1);
  return question.toString("latin1");
};

const LOADS: readonly Load[] = [
  { name: "50 connections", unit: "requests/s", connections: 50, question: PING, answerBytes: PING.length },
  { name: "1 connection", unit: "µs", connections: 1, question: PING, answerBytes: PING.length },
  { name: "64 KB messages", unit: "MB/s", connections: 1, question: blockOf(64 << 10), answerBytes: 64 << 10 },
  { name: "1 MB messages", unit: "MB/s", connections: 1, question: blockOf(1 << 20), answerBytes: 1 << 20 },
];

/** Measures links beside a bare `pipe()` proxy, no proxy at all, and those that are on this machine. */
export async function measurePassThrough({ rounds = 15, forMs = 150 }: Partial<Turns> = {}): Promise<PassThrough> {
  const before = loadAverage();
  await using server = startProcess<ServerSkills>(new URL("./processes/server.ts", import.meta.url));
  await using client = startProcess<ClientSkills>(new URL("./processes/client.ts", import.meta.url));
  await using opened = await openWays(await server.ask("listen"));
  const { ways, absent } = opened;
  const pairs: readonly Pair[] = ways
    .filter(({ name }) => name !== "pipe")
    .map(({ name }) => ({ way: name, beside: "pipe" }));
  const random = randomFrom(1);
  const loads: Compared[] = [];
  for (const load of LOADS) loads.push(await compareWays(client, ways, pairs, load, { rounds, forMs }, random));
  const haproxy = haproxyVersion();
  return {
    loads,
    absent,
    ...(haproxy && { haproxy }),
    loadAverage: [before, loadAverage()],
    goals: { linkOverPipe: 0.95 },
  };
}

/** A table for people. */
export const showPassThrough = ({ loads, absent, loadAverage: load, goals }: PassThrough): readonly string[] => [
  ...loads.flatMap(showCompared),
  ...Object.entries(absent).map(([name, why]) => `without ${name}: ${why}`),
  `goal: link ${goals.linkOverPipe} of pipe; load average ${load.join(" → ")}`,
];

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const line of showPassThrough(await measurePassThrough())) console.log(line);
}
