import { once } from "node:events";
import net from "node:net";
import { pathToFileURL } from "node:url";
import { type OpenedLink, openLink } from "@chaos-packs/proxy";
import { loadAverage } from "./load-average.ts";
import { listening } from "./processes/listening.ts";
import { median, quantile, rounded } from "./quantile.ts";

/** How exactly a bandwidth is kept: the turn in the middle. */
export interface BandwidthPrecision {
  readonly kilobytesPerSecond: number;
  readonly seconds: number;
  /** What came a second over what should have, less one, in percent. */
  readonly errorPercent: number;
}

/** How exactly a latency is kept, ms: medians of rounds. */
export interface LatencyPrecision {
  readonly latencyMs: number;
  /** Beyond the latency asked for; the way there and back without any is in it. */
  readonly medianErrorMs: number;
  readonly p99ErrorMs: number;
  /** What bare timers were late by that were set for the same time at the same moments. */
  readonly timerP99ErrorMs: number;
  /** How much less that was, in the same round. */
  readonly p99BeyondTimerMs: number;
}

/** How exactly toxics keep what they are asked for. */
export interface PrecisionNumbers {
  readonly bandwidth: readonly BandwidthPrecision[];
  readonly latency: readonly LatencyPrecision[];
  /** Programs that wanted a core before and after, one minute's average. */
  readonly loadAverage: readonly [number, number];
  readonly goals: { readonly errorPercent: number; readonly p99BeyondTimerMs: number };
}

export interface PrecisionOptions {
  /** KB/s; default 10 KB/s to 100 MB/s. */
  readonly rates?: readonly number[];
  readonly secondsPerTurn?: number;
  /** ms. */
  readonly latencies?: readonly number[];
  readonly msPerRound?: number;
}

const TURNS = 3;
const ROUNDS = 5;
/** That ping side by side. */
const CONNECTIONS = 8;

/** A server that answers one byte with itself, and four bytes with as many as they say. */
async function startServer(): Promise<{ port: number } & AsyncDisposable> {
  const block = Buffer.alloc(1 << 16);
  const server = net.createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes: Buffer) => {
      if (bytes.length === 1) {
        socket.write(bytes);
        return;
      }
      let left = bytes.readUInt32BE(0);
      const send = (): void => {
        while (left > 0) {
          const part = block.subarray(0, left);
          left -= part.length;
          if (!socket.write(part)) {
            socket.once("drain", send);
            return;
          }
        }
      };
      send();
    });
  });
  return {
    port: await listening(server),
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, "close");
    },
  };
}

const PING = Buffer.alloc(1);

async function dial(port: number): Promise<net.Socket & AsyncDisposable> {
  const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  return Object.assign(socket, {
    async [Symbol.asyncDispose]() {
      socket.destroy();
      if (!socket.closed) await once(socket, "close");
    },
  });
}

/** ms until so many bytes have come. */
function msUntil(socket: net.Socket, bytes: number, question: Buffer): Promise<number> {
  const begun = performance.now();
  return new Promise((resolve) => {
    let left = bytes;
    const take = (chunk: Buffer): void => {
      left -= chunk.length;
      if (left > 0) return;
      socket.off("data", take);
      resolve(performance.now() - begun);
    };
    socket.on("data", take);
    socket.write(question);
  });
}

const msOfTimer = (ms: number): Promise<number> => {
  const begun = performance.now();
  return new Promise((resolve) => {
    setTimeout(() => resolve(performance.now() - begun), ms);
  });
};

/** Measures how exactly toxics keep what they are asked for. Client, server and link share this one thread. */
export async function measurePrecision({
  rates = [10, 100, 1_000, 10_000, 100_000],
  secondsPerTurn = 1.5,
  latencies = [1, 20, 100],
  msPerRound = 1_000,
}: PrecisionOptions = {}): Promise<PrecisionNumbers> {
  const before = loadAverage();
  await using server = await startServer();
  await using link = await openLink({
    by: { role: "bench", index: 0 },
    dependency: "bench",
    upstream: { host: "127.0.0.1", port: server.port },
    url: String,
    seed: 1,
  });
  const bandwidth: BandwidthPrecision[] = [];
  for (const rate of rates) bandwidth.push(await measureBandwidth(link, rate, secondsPerTurn));
  const latency: LatencyPrecision[] = [];
  for (const latencyMs of latencies) latency.push(await measureLatency(link, latencyMs, msPerRound));
  return {
    bandwidth,
    latency,
    loadAverage: [before, loadAverage()],
    goals: { errorPercent: 2, p99BeyondTimerMs: 3 },
  };
}

async function measureBandwidth(link: OpenedLink, rate: number, secondsPerTurn: number): Promise<BandwidthPrecision> {
  await using _ = await link.toxic({ type: "bandwidth", rate });
  const bytes = Math.round(rate * 1_000 * secondsPerTurn);
  const question = Buffer.alloc(4);
  question.writeUInt32BE(bytes);
  const turns: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    await using socket = await dial(link.port);
    turns.push((await msUntil(socket, bytes, question)) / 1_000);
  }
  const seconds = median(turns);
  const error = bytes / seconds / (rate * 1_000) - 1;
  return { kilobytesPerSecond: rate, seconds: rounded(seconds, 3), errorPercent: rounded(100 * error) };
}

async function measureLatency(link: OpenedLink, latencyMs: number, msPerRound: number): Promise<LatencyPrecision> {
  await using _ = await link.toxic({ type: "latency", latency: latencyMs });
  const rounds: { errors: number[]; timers: number[] }[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await pingForOneRound(link.port, latencyMs, msPerRound));
  const middle = (of: (round: { errors: number[]; timers: number[] }) => number): number =>
    rounded(median(rounds.map(of)));
  const p99 = (values: readonly number[]): number => quantile(values, 0.99);
  return {
    latencyMs,
    medianErrorMs: middle(({ errors }) => median(errors)),
    p99ErrorMs: middle(({ errors }) => p99(errors)),
    timerP99ErrorMs: middle(({ timers }) => p99(timers)),
    p99BeyondTimerMs: middle(({ errors, timers }) => p99(errors) - p99(timers)),
  };
}

/** Answers and bare timers, each pair begun at one moment: what they were late by. */
async function pingForOneRound(
  port: number,
  latencyMs: number,
  forMs: number,
): Promise<{ errors: number[]; timers: number[] }> {
  const errors: number[] = [];
  const timers: number[] = [];
  const end = performance.now() + forMs;
  const pingOverAndOver = async (): Promise<void> => {
    await using socket = await dial(port);
    while (performance.now() < end) {
      const [answered, rang] = await Promise.all([msUntil(socket, 1, PING), msOfTimer(latencyMs)]);
      errors.push(answered - latencyMs);
      timers.push(rang - latencyMs);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, pingOverAndOver));
  return { errors, timers };
}

/** A table for people. */
export const showPrecision = ({
  bandwidth,
  latency,
  loadAverage: load,
  goals,
}: PrecisionNumbers): readonly string[] => [
  ...bandwidth.map(
    ({ kilobytesPerSecond, seconds, errorPercent }) =>
      `bandwidth ${kilobytesPerSecond} KB/s: ${errorPercent} % off over ${seconds} s`,
  ),
  ...latency.map(
    ({ latencyMs, medianErrorMs, p99ErrorMs, timerP99ErrorMs, p99BeyondTimerMs }) =>
      `latency ${latencyMs} ms: late by ${medianErrorMs} ms (p99 ${p99ErrorMs}); bare timers p99 ${timerP99ErrorMs}; beyond them p99 ${p99BeyondTimerMs}`,
  ),
  `goal: bandwidth within ${goals.errorPercent} %, latency p99 ${goals.p99BeyondTimerMs} ms beyond the timer; load average ${load.join(" → ")}`,
];

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const line of showPrecision(await measurePrecision())) console.log(line);
}
