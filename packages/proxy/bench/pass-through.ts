import { once } from "node:events";
import net from "node:net";
import { pathToFileURL } from "node:url";
import { openLink, type TapFactory } from "../src/index.ts";

/** The ways that are compared: no proxy, the barest proxy there is, a link, and a link whose tap passes all on. */
export const WAYS = ["direct", "pipe", "link", "tapped link"] as const;
export type Way = (typeof WAYS)[number];

/** One thing measured, by way: medians of its rounds. */
export interface Measured {
  readonly name: string;
  readonly unit: "requests/s" | "MB/s";
  readonly median: Readonly<Record<Way, number>>;
  /** The rate over that of the bare pipe in the same round. */
  readonly overPipe: Readonly<Record<Way, number>>;
  /** The same for the work done in a second of CPU time, which other programs on the machine disturb less. */
  readonly cpuOverPipe: Readonly<Record<Way, number>>;
}

export interface MeasureOptions {
  /** Default 21. */
  readonly rounds?: number;
  /** ms that one way is measured for in a round; default 60. */
  readonly forMs?: number;
}

const PING = Buffer.alloc(64, "p");

/** A server process' worth of work in this process: an echo of pings, and on the first byte `b` a sender of blocks. */
async function startServer(): Promise<{ port: number } & AsyncDisposable> {
  const server = net.createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes: Buffer) => {
      if (bytes[0] === 0x70) socket.write(bytes);
      else socket.write(Buffer.alloc(bytes.readUInt32BE(1)));
    });
  });
  return listening(server);
}

/** The barest proxy. */
async function startPipe(upstream: number): Promise<{ port: number } & AsyncDisposable> {
  const server = net.createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const socket = net.connect({ port: upstream, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
    client.on("error", () => socket.destroy());
    socket.on("error", () => client.destroy());
    client.pipe(socket);
    socket.pipe(client);
  });
  return listening(server);
}

async function listening(server: net.Server): Promise<{ port: number } & AsyncDisposable> {
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

const noopTap: TapFactory = (connection) => ({
  up: (bytes) => void connection.sendUp(bytes),
  down: (bytes) => void connection.sendDown(bytes),
});

const startLink = (port: number, tap?: TapFactory) =>
  openLink({
    by: { role: "bench", index: 0 },
    dependency: "bench",
    upstream: { host: "127.0.0.1", port },
    url: String,
    seed: 1,
    ...(tap && { tap }),
  });

interface Rate {
  readonly wall: number;
  readonly cpu: number;
}

/** Asks over and over on each socket until the time is over; answers of so many bytes, per second and per second of CPU time. */
async function askOverAndOver(
  port: number,
  connections: number,
  question: Buffer,
  answer: number,
  forMs: number,
): Promise<Rate> {
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
      await once(socket, "connect");
      return socket;
    }),
  );
  let answered = 0;
  const cpuBefore = process.cpuUsage();
  const begun = performance.now();
  const end = begun + forMs;
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          let missing = answer;
          socket.on("data", (bytes: Buffer) => {
            missing -= bytes.length;
            if (missing > 0) return;
            answered++;
            missing = answer;
            if (performance.now() < end) socket.write(question);
            else resolve();
          });
          socket.write(question);
        }),
    ),
  );
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await Promise.all(
    sockets.map((socket) => {
      socket.end();
      return once(socket, "close");
    }),
  );
  return { wall: answered / seconds, cpu: answered / ((user + system) / 1e6) };
}

function blockRequest(bytes: number): Buffer {
  const request = Buffer.alloc(5, "b");
  request.writeUInt32BE(bytes, 1);
  return request;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * Measures links beside a bare `pipe()` proxy and no proxy at all, in rounds that take turns, so that a noisy moment
 * strikes all alike. Everything runs in this one process and thread: the client and the server cost time, too.
 */
export async function measurePassThrough({
  rounds = 7,
  forMs = 300,
}: MeasureOptions = {}): Promise<readonly Measured[]> {
  await using server = await startServer();
  await using pipe = await startPipe(server.port);
  await using link = await startLink(server.port);
  await using tapped = await startLink(server.port, noopTap);
  const ports: Readonly<Record<Way, number>> = {
    direct: server.port,
    pipe: pipe.port,
    link: link.port,
    "tapped link": tapped.port,
  };
  const loads = [
    { name: "ping-pong, 1 connection", connections: 1, question: PING, answer: PING.length },
    { name: "ping-pong, 50 connections", connections: 50, question: PING, answer: PING.length },
    { name: "64 KB answers", connections: 1, question: blockRequest(64 << 10), answer: 64 << 10 },
    { name: "1 MB answers", connections: 1, question: blockRequest(1 << 20), answer: 1 << 20 },
  ];
  const measured: Measured[] = [];
  for (const { name, connections, question, answer } of loads) {
    const rates: Record<Way, Rate[]> = { direct: [], pipe: [], link: [], "tapped link": [] };
    // The first round warms the compiler up and is not counted.
    for (let round = -1; round < rounds; round++) {
      for (let turn = 0; turn < WAYS.length; turn++) {
        const way = WAYS[(turn + round + 1) % WAYS.length] as Way;
        const rate = await askOverAndOver(ports[way], connections, question, answer, forMs);
        if (round >= 0) rates[way].push(rate);
      }
    }
    const isBulk = answer >= 64 << 10;
    const each = (of: (rate: Rate, pipe: Rate) => number) =>
      Object.fromEntries(
        WAYS.map((way) => [way, median(rates[way].map((rate, round) => of(rate, rates.pipe[round] as Rate)))]),
      ) as Record<Way, number>;
    measured.push({
      name,
      unit: isBulk ? "MB/s" : "requests/s",
      median: each(({ wall }) => (isBulk ? (wall * answer) / 1e6 : wall)),
      overPipe: each((rate, pipe) => rate.wall / pipe.wall),
      cpuOverPipe: each((rate, pipe) => rate.cpu / pipe.cpu),
    });
  }
  return measured;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { name, unit, median: rates, overPipe, cpuOverPipe } of await measurePassThrough()) {
    const columns = WAYS.map(
      (way) => `${way} ${Math.round(rates[way])} (${overPipe[way].toFixed(2)}, cpu ${cpuOverPipe[way].toFixed(2)})`,
    );
    console.log(`${name.padEnd(28)}${unit.padEnd(12)}${columns.join("   ")}`);
  }
}
