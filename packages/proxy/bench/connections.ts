import { pathToFileURL } from "node:url";
import { randomFrom } from "../src/random.ts";
import { loadAverage } from "./load-average.ts";
import type { Dialled, DiallerSkills } from "./processes/dialler.ts";
import type { LinkSkills } from "./processes/link.ts";
import type { PipeSkills } from "./processes/pipe.ts";
import { type BenchProcess, startProcess } from "./processes/process.ts";
import type { ServerSkills } from "./processes/server.ts";
import { rounded } from "./quantile.ts";
import { shuffled } from "./shuffled.ts";

/** Connections held at once by one proxy. */
export interface Held {
  readonly wanted: number;
  readonly held: number;
  /** Of those held, how many still answered when all were there. */
  readonly alive: number;
  /** What a connection costs the proxy's process, bytes of 1,024. */
  readonly rssKbEach: number;
  readonly heapKbEach: number;
  readonly error?: string;
}

/** How many connections there can be, and how fast they can be made. */
export interface ConnectionNumbers {
  /** Descriptors that a process may have here; the proxy needs two for a connection. */
  readonly fileLimit: number;
  readonly held: { readonly pipe: Held; readonly link: Held };
  /** New connections at a steady rate, each answered once and reset. */
  readonly dials: { readonly direct: Dialled; readonly pipe: Dialled; readonly link: Dialled };
  /** Programs that wanted a core before and after, one minute's average. */
  readonly loadAverage: readonly [number, number];
  readonly goals: { readonly held: number; readonly dialsPerSecond: number; readonly shareOfDials: number };
}

export interface ConnectionOptions {
  readonly wanted?: number;
  readonly dialsPerSecond?: number;
  readonly seconds?: number;
}

/** Descriptors that a process has beside its connections. */
const OTHERS = 100;
/** Connections that come and go before memory is measured, so that what is loaded only once does not count. */
const FIRST = 250;
/** In which a way is dialled. */
const TURNS = 3;

/** Measures how many connections a link holds, what each costs, and how it takes a thousand new ones a second. */
export async function measureConnections({
  wanted = 10_000,
  dialsPerSecond = 1_000,
  seconds = 3,
}: ConnectionOptions = {}): Promise<ConnectionNumbers> {
  const before = loadAverage();
  await using server = startProcess<ServerSkills>(new URL("./processes/server.ts", import.meta.url));
  await using dialler = startProcess<DiallerSkills>(new URL("./processes/dialler.ts", import.meta.url));
  await using pipe = startProcess<PipeSkills>(new URL("./processes/pipe.ts", import.meta.url));
  await using link = startProcess<LinkSkills>(new URL("./processes/link.ts", import.meta.url));
  const direct = await server.ask("listen");
  const ports = { direct, pipe: await pipe.ask("open", direct), link: await link.ask("open", direct) };
  const fileLimit = await link.ask("fileLimit");
  const possible = Math.min(wanted, Math.floor((fileLimit - OTHERS) / 2));
  const hold = (port: number, proxy: Pick<BenchProcess<LinkSkills | PipeSkills>, "ask">): Promise<Held> =>
    holdConnections(dialler, proxy, port, possible);
  return {
    fileLimit,
    held: { pipe: await hold(ports.pipe, pipe), link: await hold(ports.link, link) },
    dials: await dialInTurns(dialler, ports, dialsPerSecond, seconds),
    loadAverage: [before, loadAverage()],
    goals: { held: wanted, dialsPerSecond, shareOfDials: 1 },
  };
}

type Ports = Readonly<Record<keyof ConnectionNumbers["dials"], number>>;

/** In turns of a random order; of each way the turn in the middle by its p99, or one in which a dial failed. */
async function dialInTurns(
  dialler: BenchProcess<DiallerSkills>,
  ports: Ports,
  perSecond: number,
  seconds: number,
): Promise<ConnectionNumbers["dials"]> {
  const turns: Record<keyof Ports, Dialled[]> = { direct: [], pipe: [], link: [] };
  const random = randomFrom(2);
  for (let turn = 0; turn < TURNS; turn++) {
    for (const way of shuffled(["direct", "pipe", "link"] as const, random)) {
      turns[way].push(await dialler.ask("dial", ports[way], perSecond, seconds));
    }
  }
  const middle = (way: keyof Ports): Dialled =>
    turns[way].sort((one, other) => one.dialP99Ms - other.dialP99Ms)[TURNS >> 1] as Dialled;
  const failed = (way: keyof Ports): Dialled | undefined =>
    turns[way].find(({ dialled, succeeded }) => succeeded < dialled);
  const shown = (way: keyof Ports): Dialled => failed(way) ?? middle(way);
  return { direct: shown("direct"), pipe: shown("pipe"), link: shown("link") };
}

interface Proxy {
  ask(skill: "memory"): Promise<{ readonly rss: number; readonly heap: number }>;
  ask(skill: "whenEmpty"): Promise<void>;
}

async function holdConnections(
  dialler: BenchProcess<DiallerSkills>,
  proxy: Proxy,
  port: number,
  wanted: number,
): Promise<Held> {
  const release = async (): Promise<void> => {
    await dialler.ask("release");
    await proxy.ask("whenEmpty");
  };
  await dialler.ask("hold", port, FIRST);
  await release();
  const before = await proxy.ask("memory");
  const { held, error } = await dialler.ask("hold", port, wanted);
  const alive = await dialler.ask("alive");
  const after = await proxy.ask("memory");
  await release();
  const each = (of: "rss" | "heap"): number => rounded((after[of] - before[of]) / 1_024 / held, 1);
  return {
    wanted,
    held,
    alive,
    rssKbEach: each("rss"),
    heapKbEach: each("heap"),
    ...(error !== undefined && { error }),
  };
}

/** A table for people. */
export const showConnections = ({
  fileLimit,
  held,
  dials,
  loadAverage: load,
  goals,
}: ConnectionNumbers): readonly string[] => [
  ...Object.entries(held).map(
    ([way, { held, wanted, alive, rssKbEach, heapKbEach, error }]) =>
      `${way.padEnd(8)}holds ${held} of ${wanted}, ${alive} answer; ${rssKbEach} KB each (heap ${heapKbEach}) ${error ?? ""}`,
  ),
  ...Object.entries(dials).map(
    ([way, { dialled, succeeded, perSecond, dialP99Ms, answerMedianMs, answerP99Ms, error }]) =>
      `${way.padEnd(8)}${succeeded} of ${dialled} dials at ${perSecond}/s; p99 ${dialP99Ms} ms, answered ${answerMedianMs} ms (p99 ${answerP99Ms}) ${error ?? ""}`,
  ),
  `goal: ${goals.held} held; file limit ${fileLimit}; load average ${load.join(" → ")}`,
];

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const line of showConnections(await measureConnections())) console.log(line);
}
