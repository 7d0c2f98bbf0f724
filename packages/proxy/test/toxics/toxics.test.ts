import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { describe, it } from "node:test";
import { isChaosError, type Link, type Toxic, type ToxicOptions } from "@chaos-packs/contract/kind";
import type { LinkEvent } from "../../src/index.ts";
import { TestClient } from "../support/client.ts";
import { linkTo } from "../support/link.ts";
import { startEcho, startServer, type TestServer } from "../support/servers.ts";
import { eventually, quietWhile } from "../support/turns.ts";

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Answers its client's end with what it has heard. */
const startListener = (): Promise<TestServer> =>
  startServer((socket) => {
    const heard: Buffer[] = [];
    socket.on("data", (bytes: Buffer) => heard.push(bytes));
    socket.on("end", () => socket.end(Buffer.concat(heard)));
  });

const digest = (text: string): string => createHash("sha1").update(text, "latin1").digest("hex");

describe("each toxic", { timeout: 30_000 }, () => {
  const all: readonly (readonly [Toxic, ToxicOptions?])[] = [
    [{ type: "noop" }],
    [{ type: "latency", latency: 10, jitter: 5 }],
    [{ type: "bandwidth", rate: 2_000 }],
    [{ type: "slow_close", delay: 20 }],
    [{ type: "slicer", average_size: 100, size_variation: 50, delay: 200 }],
    [{ type: "limit_data", bytes: 1_000_000 }],
    [{ type: "timeout", timeout: 60_000 }, { toxicity: 0 }],
    [{ type: "reset_peer", timeout: 60_000 }, { connection: 99 }],
    [{ type: "slow_connect", delay: 20 }],
    [{ type: "corrupt", rate: 0 }],
  ];
  for (const direction of ["up", "down"] as const) {
    for (const [toxic, options] of all) {
      it(`still delivers the reply that follows a client's FIN: ${toxic.type} ${direction}`, async () => {
        await using server = await startListener();
        await using link = await linkTo(server.port);
        await link.toxic(toxic, { direction, ...options });
        await using client = new TestClient(link.port);
        const text = "a question ".repeat(500);
        client.socket.end(text);
        assert.equal(await client.ending, "fin");
        assert.equal(digest(client.read), digest(text));
        await eventually(() => link.connections() === 0);
      });
    }
  }

  it("does not lock up when a client does not read, however it is changed or removed", async () => {
    const block = Buffer.alloc(1 << 20, "z");
    await using server = await startServer((socket) => {
      for (let i = 0; i < 24; i++) socket.write(block);
      socket.end();
    });
    await using link = await linkTo(server.port);
    await using deaf = new TestClient(link.port);
    deaf.socket.pause();
    const served = await server.next();
    await quietWhile(100);
    for (const toxic of [
      { type: "latency", latency: 5 },
      { type: "bandwidth", rate: 100_000 },
      { type: "slicer", average_size: 10_000 },
    ] as const) {
      const live = await link.toxic(toxic);
      await using other = new TestClient(link.port);
      await once(other.socket, "read");
      live.update({ toxicity: 0 });
      live.update({ toxicity: 1 });
      await live[Symbol.asyncDispose]();
    }
    assert.ok(served.writableLength > 4 << 20, "what nobody reads is kept where it comes from");
    deaf.socket.resume();
    assert.equal(await deaf.ending, "fin");
    assert.equal(deaf.read.length, 24 << 20);
  });

  for (const toxic of [
    { type: "timeout", timeout: 10 },
    { type: "limit_data", bytes: 1 << 20 },
    { type: "reset_peer", timeout: 10 },
  ] as const) {
    it(`that ends a connection lets go of the server although the client does not read: ${toxic.type}`, async () => {
      const block = Buffer.alloc(1 << 20, "z");
      await using server = await startServer((socket) => {
        for (let i = 0; i < 20; i++) socket.write(block);
        socket.on("data", (bytes) => socket.write(bytes));
        socket.on("end", () => socket.end());
      });
      await using link = await linkTo(server.port);
      await using deaf = new TestClient(link.port);
      deaf.socket.pause();
      const served = await server.next();
      await quietWhile(100);
      const closed = new Promise((resolve) => served.once("close", resolve));
      await link.toxic(toxic, toxic.type === "limit_data" ? { direction: "up" } : {});
      if (toxic.type === "limit_data") for (let i = 0; i < 4; i++) deaf.socket.write(block);
      await closed;
      deaf.socket.resume();
      // A RST that is found together with bytes looks like a FIN to Node.
      const ending = await deaf.ending;
      assert.ok(ending === "fin" || toxic.type === "reset_peer", ending);
    });
  }
});

describe("latency", { timeout: 20_000 }, () => {
  it("acts on answers unless told otherwise, and can be changed while something waits", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("warm");
    const live = await link.toxic({ type: "latency", latency: 40 });
    assert.deepEqual(live.toxic, { type: "latency", latency: 40, jitter: 0 });
    assert.ok((await msOf(() => client.echo("late"))) >= 39);
    live.update({ attributes: { latency: 2 ** 31 - 1, jitter: 2 ** 31 - 1 } });
    client.write("very late");
    await quietWhile();
    live.update({ attributes: { latency: 1, jitter: 0 } });
    await client.until("very late");
  });
});

describe("bandwidth", { timeout: 20_000 }, () => {
  it("takes the time that the rate takes, and no longer once removed", async () => {
    const block = Buffer.alloc(100_000, "b");
    await using server = await startServer((socket) => socket.on("data", () => socket.write(block)));
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    const live = await link.toxic({ type: "bandwidth", rate: 500 });
    const spent = await msOf(async () => {
      client.write("?");
      await eventually(() => client.read.length === block.length);
    });
    assert.ok(spent >= 199, `100 KB at 500 KB/s took ${spent} ms`);
    live.update({ attributes: { rate: 0 } });
    client.write("?");
    await quietWhile();
    assert.equal(client.read.length, block.length);
    await live[Symbol.asyncDispose]();
    await eventually(() => client.read.length === 2 * block.length);
  });
});

describe("slow_close", { timeout: 20_000 }, () => {
  it("delays the end and not the bytes before it", async () => {
    await using server = await startServer((socket) => socket.end("bye"));
    await using link = await linkTo(server.port);
    const live = await link.toxic({ type: "slow_close", delay: 60_000 });
    await using client = new TestClient(link.port);
    await client.until("bye");
    await quietWhile();
    assert.equal(client.ended, undefined);
    await live[Symbol.asyncDispose]();
    assert.equal(await client.ending, "fin");
  });
});

describe("timeout", { timeout: 20_000 }, () => {
  it("closes an idle connection after its time", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("x");
    const begun = performance.now();
    await link.toxic({ type: "timeout", timeout: 50 });
    assert.equal(await client.ending, "fin");
    assert.ok(performance.now() - begun >= 49);
    assert.equal(client.read, "x");
  });

  it("closes a busy connection after its time as well, and delivers nothing meanwhile", async () => {
    const chatter = Buffer.alloc(1 << 16, "z");
    await using server = await startServer((socket) => {
      const talk = (): void => {
        if (!socket.destroyed && socket.write(chatter)) setImmediate(talk);
        else socket.once("drain", talk);
      };
      socket.once("data", () => talk());
    });
    await using link = await linkTo(server.port);
    await link.toxic({ type: "timeout", timeout: 60 });
    await using client = new TestClient(link.port);
    client.write("talk");
    const served = await server.next();
    assert.equal(await client.ending, "fin");
    assert.equal(client.read, "");
    assert.ok(served.bytesWritten > 8 << 20, "data is dropped, not held: the server may go on talking");
  });

  it("of 0 stays open and drops all data until it is removed, and then closes", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    const live = await link.toxic({ type: "timeout", timeout: 0 });
    client.write("dropped");
    await quietWhile(80);
    assert.equal(client.read, "");
    assert.equal(client.ended, undefined);
    await live[Symbol.asyncDispose]();
    assert.equal(await client.ending, "fin");
    assert.equal(client.read, "");
    await using next = new TestClient(link.port);
    await next.echo("the next one is whole");
  });

  it("closes on removal before its time, too, and spares connections that it does not act on", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using one = new TestClient(link.port);
    await one.echo("one");
    await using two = new TestClient(link.port);
    await two.echo("two");
    const live = await link.toxic({ type: "timeout", timeout: 60_000 }, { connection: 1 });
    await live[Symbol.asyncDispose]();
    assert.equal(await one.ending, "fin");
    await two.echo("spared");
  });

  it("lets the server's end through", async () => {
    await using server = await startServer((socket) => socket.end("bye"));
    await using link = await linkTo(server.port);
    await link.toxic({ type: "timeout", timeout: 0 });
    await using client = new TestClient(link.port);
    assert.equal(await client.ending, "fin");
    assert.equal(client.read, "");
  });
});

describe("slicer", { timeout: 20_000 }, () => {
  it("sends slices of the size asked for, apart from each other", async () => {
    const lengths: number[] = [];
    await using server = await startServer((socket) =>
      socket.on("data", (bytes: Buffer) => lengths.push(bytes.length)),
    );
    await using link = await linkTo(server.port);
    await link.toxic({ type: "slicer", average_size: 100, size_variation: 20, delay: 8_000 }, { direction: "up" });
    await using client = new TestClient(link.port);
    const begun = performance.now();
    client.write("s".repeat(1_000));
    await eventually(() => lengths.reduce((sum, each) => sum + each, 0) === 1_000);
    assert.ok(lengths.length >= 8, lengths.join());
    assert.ok(performance.now() - begun >= (lengths.length - 1) * 8 - 8, "the pauses are missing");
  });
});

describe("limit_data", { timeout: 20_000 }, () => {
  it("closes the connection when so many bytes have come through, over several answers", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await link.toxic({ type: "limit_data", bytes: 10 });
    await using client = new TestClient(link.port);
    await client.echo("123456");
    client.write("789abcdef");
    assert.equal(await client.ending, "fin");
    assert.equal(client.read, "123456789a");
    await using next = new TestClient(link.port);
    await next.echo("each connection has its own count".slice(0, 9));
  });
});

describe("reset_peer", { timeout: 20_000 }, () => {
  it("resets when the first bytes come, or a time after them", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    const live = await link.toxic({ type: "reset_peer", timeout: 0 });
    await using client = new TestClient(link.port);
    client.write("lost");
    assert.equal(await client.ending, "rst");
    assert.equal(client.read, "");
    live.update({ attributes: { timeout: 40 } });
    await using second = new TestClient(link.port);
    const spent = await msOf(() => {
      second.write("lost");
      return second.ending;
    });
    assert.ok(spent >= 39, `${spent} ms`);
  });
});

describe("corrupt", { timeout: 20_000 }, () => {
  it("changes exactly the share of bytes that was asked for, always the same ones for a seed, however they come", async () => {
    const changed = async (seed: number, pieces: readonly number[]): Promise<readonly number[]> => {
      await using server = await startEcho();
      await using link = await linkTo(server.port, { seed });
      await link.toxic({ type: "corrupt", rate: 0.01 });
      await using client = new TestClient(link.port);
      for (const length of pieces) {
        const before = client.read.length;
        client.write("a".repeat(length));
        await eventually(() => client.read.length === before + length);
      }
      return [...client.read].flatMap((each, at) => (each === "a" ? [] : [at]));
    };
    const positions = await changed(7, [1_000]);
    assert.equal(positions.length, 10);
    assert.ok(positions.every((at, nth) => nth === 0 || at - (positions[nth - 1] ?? 0) === 100));
    assert.deepEqual(await changed(7, [13, 487, 1, 499]), positions);
    assert.notDeepEqual(await changed(8, [1_000]), positions);
  });
});

describe("slow_connect", { timeout: 20_000 }, () => {
  it("dials the server late with all that was said, and at once when removed", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    const live = await link.toxic({ type: "slow_connect", delay: 60 });
    await using client = new TestClient(link.port);
    assert.ok((await msOf(() => client.echo("early"))) >= 58);
    live.update({ attributes: { delay: 60_000 } });
    await using patient = new TestClient(link.port);
    patient.write("waits");
    await quietWhile();
    assert.equal(server.sockets.length, 1);
    await live[Symbol.asyncDispose]();
    await patient.until("waits");
  });
});

describe("lose_connections", { timeout: 20_000 }, () => {
  it("loses exactly every fourth connection, from an offset of the seed", async () => {
    const lost = async (seed: number): Promise<string> => {
      await using server = await startEcho();
      await using link = await linkTo(server.port, { seed });
      await link.toxic({ type: "lose_connections", rate: 0.25 });
      let fates = "";
      for (let i = 0; i < 12; i++) {
        await using client = new TestClient(link.port);
        client.write("x");
        fates += (await Promise.race([client.until("x").then(() => "."), client.ending])) === "rst" ? "!" : ".";
      }
      return fates;
    };
    const fates = await lost(7);
    assert.match(fates, /^(\.*!\.{3}!\.{3}!\.*)$/);
    assert.equal(await lost(7), fates);
    assert.ok(new Set(await Promise.all([1, 2, 3, 4, 5, 6].map(lost))).size > 1);
  });
});

describe("toxicity", { timeout: 20_000 }, () => {
  const struck = async (link: Link, connections: number): Promise<string> => {
    let fates = "";
    for (let i = 0; i < connections; i++) {
      await using client = new TestClient(link.port);
      client.write("x");
      fates += (await Promise.race([client.until("x").then(() => "."), client.ending])) === "rst" ? "!" : ".";
    }
    return fates;
  };

  it("is drawn once for each connection, and the same for the same seed", async () => {
    await using server = await startEcho();
    const draw = async (seed: number) => {
      await using link = await linkTo(server.port, { seed });
      await link.toxic({ type: "reset_peer", timeout: 0 }, { toxicity: 0.5 });
      return await struck(link, 40);
    };
    const fates = await draw(7);
    assert.equal(await draw(7), fates);
    assert.notEqual(await draw(8), fates);
    const share = fates.replaceAll(".", "").length;
    assert.ok(share > 8 && share < 32, fates);
  });

  it("spares for good whom it spares, however often the toxic is changed", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    const live = await link.toxic({ type: "latency", latency: 1 }, { toxicity: 0.5 });
    await using client = new TestClient(link.port);
    await client.echo("a");
    live.update({ toxicity: 0 });
    assert.equal(live.toxicity, 0);
    live.update({ attributes: { latency: 60_000 } });
    for (let i = 0; i < 20; i++) {
      await client.echo("b");
      live.update({ attributes: { latency: 60_000 + i } });
    }
  });

  it("gives a toxic to one connection only", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using one = new TestClient(link.port);
    await one.echo("1");
    await using two = new TestClient(link.port);
    await two.echo("2");
    const [first] = link.live();
    assert.deepEqual(first, {
      id: 1,
      client: { host: "127.0.0.1", port: one.socket.localPort },
      bytesUp: 1,
      bytesDown: 1,
      sentUp: 1,
      sentDown: 1,
    });
    await link.toxic({ type: "reset_peer", timeout: 0 }, { connection: 1 });
    await two.echo("spared");
    one.write("struck");
    assert.equal(await one.ending, "rst");
  });
});

describe("toxics", { timeout: 20_000 }, () => {
  it("act in the order in which they were laid", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    const late = await link.toxic({ type: "latency", latency: 60_000 });
    await link.toxic({ type: "limit_data", bytes: 4 });
    await using client = new TestClient(link.port);
    client.write("12345678");
    await quietWhile();
    assert.equal(client.read, "");
    await late[Symbol.asyncDispose]();
    assert.equal(await client.ending, "fin");
    assert.equal(client.read, "1234");
  });

  it("tell when they do something to a connection for the first time, and so do failures", async () => {
    const events: LinkEvent[] = [];
    await using server = await startEcho();
    await using link = await linkTo(server.port, { events: (event) => events.push(event) });
    await link.toxic({ type: "latency", latency: 1 });
    await link.toxic({ type: "noop" });
    await using client = new TestClient(link.port);
    await client.echo("a");
    await client.echo("b");
    await link.fail({ how: "rst", at: "now" });
    assert.equal(await client.ending, "rst");
    await eventually(() => events.at(-1)?.phase === "closed");
    assert.deepEqual(
      events.map((event) => [event.phase, "fault" in event && event.fault]),
      [
        ["dialled", false],
        ["opened", false],
        ["fired", { type: "latency", latency: 1, jitter: 0 }],
        ["fired", { how: "rst", at: "now" }],
        ["closed", false],
      ],
    );
    assert.deepEqual(
      events.map(({ connection: { id, bytesUp } }) => [id, bytesUp]),
      [
        [1, 0],
        [1, 0],
        [1, 1],
        [1, 2],
        [1, 2],
      ],
    );
  });

  it("stop reading when very much is under way", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("x");
    await link.toxic({ type: "bandwidth", rate: 1 }, { direction: "up" });
    for (let i = 0; i < 48; i++) client.socket.write(Buffer.alloc(1 << 20));
    await quietWhile(150);
    assert.ok(client.socket.writableLength > 16 << 20, `only ${client.socket.writableLength} bytes are left`);
  });

  const bad: readonly (readonly [string, object, ToxicOptions?])[] = [
    ["an unknown type", { type: "rainbow" }],
    ["a type that every object has", { type: "toString" }],
    ["an attribute that is missing", { type: "latency" }],
    ["an unknown attribute", { type: "latency", latency: 1, latncy: 2 }],
    ["a negative time", { type: "latency", latency: -1 }],
    ["a time that no timer can wait", { type: "timeout", timeout: 2 ** 31 }],
    ["two times that no timer can wait together", { type: "latency", latency: 1, jitter: 2 ** 31 }],
    ["no number", { type: "bandwidth", rate: "fast" }],
    ["infinity", { type: "bandwidth", rate: Number.POSITIVE_INFINITY }],
    ["slices of nothing", { type: "slicer", average_size: 0 }],
    ["a variation as large as the slices", { type: "slicer", average_size: 10, size_variation: 10 }],
    ["half a byte", { type: "limit_data", bytes: 0.5 }],
    ["a share above 1", { type: "corrupt", rate: 1.1 }],
    ["a toxicity above 1", { type: "noop" }, { toxicity: 2 }],
    ["a failure that does not exist", { type: "fail_connections", how: "refuse", at: "accept" }],
    ["no rate", { type: "lose_connections" }],
    ["a toxicity for a whole link", { type: "partition" }, { toxicity: 0.5 }],
  ];
  for (const [what, toxic, options] of bad) {
    it(`are refused with ${what}, and say what was expected`, async () => {
      await using link = await linkTo(1);
      await assert.rejects(
        link.toxic(toxic as Toxic, options),
        (error) => isChaosError(error, "TOXIC_NOT_POSSIBLE") && error.expected.length > 0,
      );
    });
  }

  it("stay as they are when a change is refused", async () => {
    await using link = await linkTo(1);
    const live = await link.toxic({ type: "latency", latency: 5 }, { toxicity: 0.5 });
    for (const change of [{ attributes: { latency: 6, jitter: -1 } }, { attributes: { latency: 6 }, toxicity: 7 }]) {
      assert.throws(
        () => live.update(change),
        (error) => isChaosError(error, "TOXIC_NOT_POSSIBLE"),
      );
    }
    assert.deepEqual([live.toxic, live.toxicity], [{ type: "latency", latency: 5, jitter: 0 }, 0.5]);
  });

  it("on whole links can be changed and removed, too", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    const live = await link.toxic({ type: "fail_connections", how: "rst", at: "accept" });
    assert.equal(await new TestClient(link.port).ending, "rst");
    live.update({ attributes: { how: "fin" } });
    assert.deepEqual(live.toxic, { type: "fail_connections", how: "fin", at: "accept" });
    assert.equal(await new TestClient(link.port).ending, "fin");
    await live[Symbol.asyncDispose]();
    await using client = new TestClient(link.port);
    await client.echo("healed");
  });
});
