import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { randomFrom } from "../src/random.ts";
import { latency } from "../src/toxics/latency.ts";
import { TestClient } from "./support/client.ts";
import { linkTo } from "./support/link.ts";
import { startEcho, startServer } from "./support/servers.ts";
import { eventually, quietWhile } from "./support/turns.ts";

async function msOf(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

describe("a delay", { timeout: 30_000 }, () => {
  it("adds its time in each direction, and none once undone", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("warm");
    const both = await link.delay({ ms: 50 });
    assert.ok((await msOf(() => client.echo("there and back"))) >= 98);
    await both[Symbol.asyncDispose]();
    const up = await link.delay({ ms: 50, direction: "up" });
    const oneWay = await msOf(() => client.echo("there"));
    assert.ok(oneWay >= 48, `${oneWay} ms`);
    await up[Symbol.asyncDispose]();
    assert.ok((await msOf(() => client.echo("quick"))) < 40);
  });

  it("adds up with others, and is undone one by one", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("warm");
    const [one, two] = [await link.delay({ ms: 30, direction: "up" }), await link.delay({ ms: 40, direction: "up" })];
    assert.ok((await msOf(() => client.echo("a"))) >= 68);
    await one[Symbol.asyncDispose]();
    await one[Symbol.asyncDispose]();
    assert.ok((await msOf(() => client.echo("b"))) >= 38);
    await two[Symbol.asyncDispose]();
  });

  it("delivers at once what is under way when it is undone", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("warm");
    const delay = await link.delay({ ms: 60_000 });
    client.write("soon");
    await quietWhile();
    assert.equal(client.read, "warm");
    await delay[Symbol.asyncDispose]();
    await client.until("soon");
  });

  it("keeps the order in spite of jitter, and lets no end overtake bytes", async () => {
    let got = "";
    await using server = await startServer((socket) => {
      socket.on("data", (bytes) => {
        got += String(bytes);
      });
      socket.on("end", () => socket.end("end"));
    });
    await using link = await linkTo(server.port);
    await using _ = await link.delay({ ms: 10, jitterMs: 10 });
    await using client = new TestClient(link.port);
    let sent = "";
    for (let i = 0; i < 40; i++) {
      const text = `${i},`;
      sent += text;
      client.write(text);
      await quietWhile(1);
    }
    client.socket.end();
    assert.equal(await client.ending, "fin");
    assert.equal(got, sent);
    assert.equal(client.read, "end");
  });

  it("draws the same jitter from the same seed, within its bounds", () => {
    const draw = (seed: number) => {
      const random = randomFrom(seed, 1, 1);
      const pipe = latency.start?.({ attributes: () => ({ latency: 20, jitter: 5 }), random, startedAt: 0 });
      return Array.from({ length: 50 }, () => {
        const decision = pipe?.decide({ piece: { end: "fin" }, at: 0, chance: random() }, 0);
        assert.ok(typeof decision === "object" && "wait" in decision);
        return decision.wait;
      });
    };
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(1), draw(2));
    assert.ok(draw(3).every((ms) => ms >= 15 && ms <= 25));
    assert.ok(Math.max(...draw(3)) - Math.min(...draw(3)) > 5);
  });

  it("stops reading when very much is under way", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("x");
    const delay = await link.delay({ ms: 60_000, direction: "up" });
    const block = Buffer.alloc(1 << 20, "y");
    for (let i = 0; i < 48; i++) client.socket.write(block);
    await quietWhile(150);
    assert.ok(client.socket.writableLength > 16 << 20, `only ${client.socket.writableLength} bytes are left`);
    await delay[Symbol.asyncDispose]();
    await eventually(() => client.read.length === 1 + 48 * block.length);
  });
});
