import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { describe, it } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { LiveToxic, Toxic } from "@chaos-packs/contract/kind";
import fc from "fast-check";
import { linkTo } from "../support/link.ts";
import { startServer } from "../support/servers.ts";
import { quietWhile } from "../support/turns.ts";

/** Toxics that deliver everything in the end. */
const lossless: fc.Arbitrary<Toxic> = fc.oneof(
  fc.record({ type: fc.constant("noop" as const) }),
  fc.record({ type: fc.constant("latency" as const), latency: fc.nat(6), jitter: fc.nat(6) }),
  fc.record({
    type: fc.constant("bandwidth" as const),
    rate: fc.oneof(fc.constant(0), fc.integer({ min: 50, max: 30_000 })),
  }),
  fc.record({ type: fc.constant("slow_close" as const), delay: fc.nat(8) }),
  fc.record({
    type: fc.constant("slicer" as const),
    average_size: fc.integer({ min: 50, max: 20_000 }),
    size_variation: fc.nat(20),
    delay: fc.nat(2_000),
  }),
  fc.record({ type: fc.constant("reset_peer" as const), timeout: fc.constant(60_000) }),
  fc.record({ type: fc.constant("slow_connect" as const), delay: fc.nat(10) }),
  fc.record({ type: fc.constant("partition" as const) }),
);

/** Toxics that end a connection on purpose. */
const cutting: fc.Arbitrary<Toxic> = fc.oneof(
  fc.record({ type: fc.constant("limit_data" as const), bytes: fc.nat(150_000) }),
  fc.record({ type: fc.constant("timeout" as const), timeout: fc.oneof(fc.nat(15), fc.constant(60_000)) }),
  fc.record({ type: fc.constant("reset_peer" as const), timeout: fc.nat(10) }),
);

type Act =
  | { readonly do: "write"; readonly who: "client" | "server"; readonly length: number }
  | { readonly do: "lay"; readonly toxic: Toxic; readonly direction: "up" | "down"; readonly toxicity: number }
  | { readonly do: "change"; readonly which: number; readonly factor: number; readonly toxicity: number }
  | { readonly do: "remove"; readonly which: number }
  | { readonly do: "turns"; readonly turns: number }
  | { readonly do: "wait"; readonly ms: number };

const acts = (toxic: fc.Arbitrary<Toxic>): fc.Arbitrary<readonly Act[]> => {
  const toxicity = fc.constantFrom(1, 1, 0.5, 0);
  return fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          do: fc.constant("write" as const),
          who: fc.constantFrom("client" as const, "server" as const),
          length: fc.oneof(fc.nat(20), fc.nat(300_000)),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant("lay" as const),
          toxic,
          direction: fc.constantFrom("up" as const, "down" as const),
          toxicity,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant("change" as const),
          which: fc.nat(),
          factor: fc.constantFrom(0.5, 2),
          toxicity,
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), which: fc.nat() }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant("turns" as const), turns: fc.integer({ min: 1, max: 8 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 15 }) }) },
    ),
    { maxLength: 40, size: "max" },
  );
};

/** Bytes at a position of a stream of which no two stretches are alike. */
function stretch(from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at++) bytes[at] = (Math.imul(from + at, 2_654_435_761) >>> 13) & 0xff;
  return bytes;
}

/** One side of a connection: what it has said, and what it has heard. */
class Side {
  readonly socket: net.Socket;
  sent = 0;
  heard = 0;
  /** Where what it has heard is not what was sent. */
  wrongAt: number | undefined;
  isReset = false;
  readonly over: Promise<unknown>;

  constructor(socket: net.Socket) {
    this.socket = socket;
    socket.on("error", () => {
      this.isReset = true;
    });
    socket.on("data", (bytes: Buffer) => {
      const expected = stretch(this.heard, bytes.length);
      if (!bytes.equals(expected)) this.wrongAt ??= this.heard;
      this.heard += bytes.length;
    });
    this.over = new Promise((resolve) => {
      socket.once("end", resolve);
      socket.once("close", resolve);
    });
  }

  say(length: number): void {
    if (!this.socket.writable) return;
    this.socket.write(stretch(this.sent, length));
    this.sent += length;
  }
}

async function play(script: readonly Act[]): Promise<{ client: Side; served: Side | undefined }> {
  await using server = await startServer(() => {});
  await using link = await linkTo(server.port);
  const dialled = net.connect({ port: link.port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
  const client = new Side(dialled);
  let served: Side | undefined;
  let said = 0;
  const arrival = server.next().then((socket) => {
    served = new Side(socket);
    served.say(said);
    return served;
  });
  const laid: LiveToxic[] = [];
  for (const act of script) {
    const { which = 0 } = act as { which?: number };
    const live = laid[which % Math.max(1, laid.length)];
    if (act.do === "write" && act.who === "client") client.say(act.length);
    else if (act.do === "write" && served) served.say(act.length);
    else if (act.do === "write") said += act.length;
    else if (act.do === "lay") {
      const isWhole = act.toxic.type === "partition";
      laid.push(await link.toxic(act.toxic, isWhole ? {} : { direction: act.direction, toxicity: act.toxicity }));
    } else if (act.do === "remove") await live?.[Symbol.asyncDispose]();
    else if (act.do === "wait") await quietWhile(act.ms);
    else if (act.do === "turns") for (let turn = 0; turn < act.turns; turn++) await nextTurn();
    else if (live && live.toxic.type !== "partition") {
      const { type: _, ...attributes } = live.toxic;
      const scaled = Object.entries(attributes).map(([name, value]) => [
        name,
        name === "size_variation" ? 1 : Math.ceil((value as number) * act.factor),
      ]);
      live.update({ attributes: Object.fromEntries(scaled), toxicity: act.toxicity });
    }
  }
  client.socket.end();
  for (const toxic of laid) {
    await nextTurn();
    await toxic[Symbol.asyncDispose]();
  }
  // A connection that was cut before it was dialled never reaches the server.
  await Promise.race([arrival, client.over]);
  served?.socket.end();
  await Promise.all([client.over, served?.over]);
  client.socket.destroy();
  if (!client.socket.closed) await once(client.socket, "close");
  return { client, served };
}

describe("toxics laid, changed and removed at any moment", { timeout: 120_000 }, () => {
  it("lose, repeat and reorder no byte, in either direction, and the end comes last", async () => {
    await fc.assert(
      fc.asyncProperty(acts(lossless), async (script) => {
        const { client, served } = await play(script);
        assert.ok(served, "the server was never reached");
        assert.deepEqual([client.wrongAt, served.wrongAt], [undefined, undefined]);
        assert.deepEqual([served.heard, client.heard], [client.sent, served.sent]);
        assert.deepEqual([client.isReset, served.isReset], [false, false]);
      }),
      { numRuns: 100, timeout: 5_000 },
    );
  });

  it("deliver a prefix when they cut on purpose", async () => {
    await fc.assert(
      fc.asyncProperty(acts(fc.oneof(lossless, cutting)), async (script) => {
        const { client, served } = await play(script);
        assert.deepEqual([client.wrongAt, served?.wrongAt], [undefined, undefined]);
        assert.ok((served?.heard ?? 0) <= client.sent && client.heard <= (served?.sent ?? 0));
      }),
      { numRuns: 100, timeout: 5_000 },
    );
  });
});
