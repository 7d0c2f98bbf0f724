import type { ClientSkills, Exchange } from "./processes/client.ts";
import type { Line } from "./processes/member.ts";
import type { BenchProcess } from "./processes/process.ts";
import { median, quantile, rounded } from "./quantile.ts";
import { shuffled } from "./shuffled.ts";
import type { Way } from "./way.ts";

/** What is asked of every way. */
export interface Load extends Exchange {
  readonly name: string;
  /** What is counted: answers a second, how soon one comes, or their bytes. */
  readonly unit: "requests/s" | "µs" | "MB/s";
  readonly connections: number;
  /** What must be said on a connection first. */
  readonly greeting?: readonly Line[];
}

/** Two ways, measured one right after the other. */
export interface Pair {
  readonly way: string;
  /** What it is compared with. */
  readonly beside: string;
}

/** One way under one load: medians of its turns. */
export interface WayNumbers {
  /** In the unit of the load; for µs the median of a turn. */
  readonly median: number;
  /** Of a turn. */
  readonly p99?: number;
  /** CPU time of the proxy's process for a request or an MB, µs. */
  readonly cpuUs?: number;
}

/** A way over what it is compared with: above 1 is better. */
export interface Ratio extends Pair {
  /** In the middle of all pairs, and what a quarter of them lie below and above: how much the machine's noise weighs. */
  readonly speed: { readonly median: number; readonly low: number; readonly high: number };
  /** What its process does in a second of CPU time, likewise: how fast it would be if nothing but it were slow. */
  readonly perCpu?: number;
}

/** What came of one load. */
export interface Compared {
  readonly name: string;
  readonly unit: Load["unit"];
  readonly ways: Readonly<Record<string, WayNumbers>>;
  readonly ratios: readonly Ratio[];
}

/** How long and how often is measured. */
export interface Turns {
  readonly rounds: number;
  /** ms of one way's turn. */
  readonly forMs: number;
}

/** The share of a turn for which its connections are used before anything is counted. */
const WARM_UP = 0.2;

interface Turn {
  /** Higher is faster. */
  readonly speed: number;
  readonly shown: number;
  readonly p99: number | undefined;
  readonly cpuUs: number | undefined;
}

/** Measures ways under a load, in pairs one right after the other and in random order, so that noise strikes both alike. */
export async function compareWays(
  client: BenchProcess<ClientSkills>,
  ways: readonly Way[],
  pairs: readonly Pair[],
  load: Load,
  { rounds, forMs }: Turns,
  random: () => number,
): Promise<Compared> {
  const turns = new Map<string, Turn[]>(ways.map(({ name }) => [name, []]));
  const take = async (name: string): Promise<Turn> => {
    const turn = await takeTurn(client, ways.find((way) => way.name === name) as Way, load, forMs);
    turns.get(name)?.push(turn);
    return turn;
  };
  // The first turns warm the compiler up and are not counted.
  for (const { name } of ways) {
    await take(name);
    turns.set(name, []);
  }
  const taken = pairs.map((): { speed: number; perCpu: number | undefined }[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const at of shuffled([...pairs.keys()], random)) {
      const { way, beside } = pairs[at] as Pair;
      const isFirst = random() < 0.5;
      const [one, other] = [await take(isFirst ? way : beside), await take(isFirst ? beside : way)];
      const [its, standard] = isFirst ? [one, other] : [other, one];
      const perCpu = its.cpuUs && standard.cpuUs ? standard.cpuUs / its.cpuUs : undefined;
      taken[at]?.push({ speed: its.speed / standard.speed, perCpu });
    }
  }
  return {
    name: load.name,
    unit: load.unit,
    ways: Object.fromEntries([...turns].map(([name, its]) => [name, numbersOf(its)])),
    ratios: pairs.map((pair, at) => ratioOf(pair, taken[at] ?? [])),
  };
}

/**
 * On connections of its own: how fast one is depends on the buffers that the system has given it early on, and with
 * connections that stay two like proxies differ by a third for as long as they are measured.
 */
async function takeTurn(
  client: BenchProcess<ClientSkills>,
  way: Way,
  { unit, connections, greeting = [], question, answerBytes }: Load,
  forMs: number,
): Promise<Turn> {
  const exchange = { question, answerBytes };
  const crowd = await client.ask("open", way.port, connections, greeting);
  await client.ask("ask", crowd, exchange, forMs * WARM_UP);
  const before = await way.cpuSeconds();
  const { answers, answersPerSecond, medianUs, p99Us } = await client.ask("ask", crowd, exchange, forMs);
  const after = await way.cpuSeconds();
  await client.ask("close", crowd);
  const megabytes = answerBytes / 1e6;
  const units = answers * (unit === "MB/s" ? megabytes : 1);
  const cpuUs = before === undefined || after === undefined ? undefined : (1e6 * (after - before)) / units;
  if (unit === "µs") return { speed: 1 / medianUs, shown: medianUs, p99: p99Us, cpuUs };
  const speed = unit === "MB/s" ? answersPerSecond * megabytes : answersPerSecond;
  return { speed, shown: speed, p99: undefined, cpuUs };
}

function numbersOf(turns: readonly Turn[]): WayNumbers {
  const p99 = defined(turns.map((turn) => turn.p99));
  const cpuUs = defined(turns.map((turn) => turn.cpuUs));
  return {
    median: rounded(median(turns.map(({ shown }) => shown)), 1),
    ...(p99.length > 0 && { p99: rounded(median(p99), 1) }),
    ...(cpuUs.length > 0 && { cpuUs: rounded(median(cpuUs), 1) }),
  };
}

function ratioOf(pair: Pair, taken: readonly { readonly speed: number; readonly perCpu: number | undefined }[]): Ratio {
  const speeds = taken.map(({ speed }) => speed);
  const perCpu = defined(taken.map((each) => each.perCpu));
  return {
    ...pair,
    speed: {
      median: rounded(median(speeds)),
      low: rounded(quantile(speeds, 0.25)),
      high: rounded(quantile(speeds, 0.75)),
    },
    ...(perCpu.length > 0 && { perCpu: rounded(median(perCpu)) }),
  };
}

const defined = (values: readonly (number | undefined)[]): readonly number[] =>
  values.filter((value) => value !== undefined);
