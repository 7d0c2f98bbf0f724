import { once } from "node:events";
import net from "node:net";
import { pathToFileURL } from "node:url";
import { openLink } from "../src/index.ts";

/** How exactly a bandwidth is kept. */
export interface BandwidthPrecision {
  readonly kilobytesPerSecond: number;
  readonly seconds: number;
  /** What came a second over what should have, less one. */
  readonly error: number;
}

/** How exactly a latency is kept, ms beyond the latency asked for. */
export interface LatencyPrecision {
  readonly latencyMs: number;
  readonly medianErrorMs: number;
  readonly p99ErrorMs: number;
  /** What a bare timer of the same length is late by, measured in turns with it. */
  readonly bareTimerP99Ms: number;
}

export interface PrecisionOptions {
  /** Default 10 KB/s to 100 MB/s. */
  readonly rates?: readonly number[];
  readonly secondsPerRate?: number;
  readonly pings?: number;
}

const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;

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
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as net.AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, "close");
    },
  };
}

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
  secondsPerRate = 2,
  pings = 300,
}: PrecisionOptions = {}): Promise<{ bandwidth: readonly BandwidthPrecision[]; latency: readonly LatencyPrecision[] }> {
  await using server = await startServer();
  await using link = await openLink({
    by: { role: "bench", index: 0 },
    dependency: "bench",
    upstream: { host: "127.0.0.1", port: server.port },
    url: String,
    seed: 1,
  });
  const bandwidth: BandwidthPrecision[] = [];
  for (const rate of rates) {
    await using socket = await dial(link.port);
    await using _ = await link.toxic({ type: "bandwidth", rate });
    const bytes = rate * 1000 * secondsPerRate;
    const question = Buffer.alloc(4);
    question.writeUInt32BE(bytes);
    const seconds = (await msUntil(socket, bytes, question)) / 1000;
    bandwidth.push({ kilobytesPerSecond: rate, seconds, error: bytes / seconds / (rate * 1000) - 1 });
  }
  const latency: LatencyPrecision[] = [];
  for (const latencyMs of [1, 20]) {
    await using socket = await dial(link.port);
    await using _ = await link.toxic({ type: "latency", latency: latencyMs });
    const errors: number[] = [];
    const bare: number[] = [];
    for (let ping = 0; ping < pings; ping++) {
      errors.push((await msUntil(socket, 1, Buffer.alloc(1))) - latencyMs);
      bare.push((await msOfTimer(latencyMs)) - latencyMs);
    }
    latency.push({
      latencyMs,
      medianErrorMs: quantile(errors, 0.5),
      p99ErrorMs: quantile(errors, 0.99),
      bareTimerP99Ms: quantile(bare, 0.99),
    });
  }
  return { bandwidth, latency };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { bandwidth, latency } = await measurePrecision();
  for (const { kilobytesPerSecond, seconds, error } of bandwidth) {
    console.log(`bandwidth ${kilobytesPerSecond} KB/s: ${(100 * error).toFixed(2)} % over ${seconds.toFixed(2)} s`);
  }
  for (const { latencyMs, medianErrorMs, p99ErrorMs, bareTimerP99Ms } of latency) {
    const [middle, high, bare] = [medianErrorMs, p99ErrorMs, bareTimerP99Ms].map((each) => each.toFixed(2));
    console.log(`latency ${latencyMs} ms: late by ${middle} ms (p99 ${high}); a bare timer p99 ${bare}`);
  }
}
