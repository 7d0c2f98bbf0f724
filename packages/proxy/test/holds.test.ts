import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { TestClient } from "./support/client.ts";
import { linkTo } from "./support/link.ts";
import { startEcho, startMute, startServer } from "./support/servers.ts";
import { eventually, quietWhile } from "./support/turns.ts";

describe("a partition", { timeout: 30_000 }, () => {
  it("holds bytes in both directions and delivers them in order when undone", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("0");
    const partition = await link.partition();
    for (const digit of "123456789") client.write(digit);
    (await server.next()).write("!");
    await quietWhile();
    assert.equal(client.read, "0");
    await partition[Symbol.asyncDispose]();
    await client.until("9");
    assert.equal(client.read.replace("!", ""), "0123456789");
    assert.ok(client.read.includes("!"));
  });

  it("of one direction lets the other through", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("x");
    const served = await server.next();
    const up = await link.partition("up");
    served.write("down goes");
    await client.until("down goes");
    client.write("up does not");
    await quietWhile();
    assert.equal(served.bytesRead, 1);
    await up[Symbol.asyncDispose]();
    await client.until("up does not");
    const down = await link.partition("down");
    const before = client.read;
    client.write("up goes");
    await eventually(() => served.bytesRead === 1 + "up does not".length + "up goes".length);
    await quietWhile();
    assert.equal(client.read, before);
    await down[Symbol.asyncDispose]();
    await client.until("up goes");
  });

  it("holds a FIN behind the bytes that it follows", async () => {
    await using server = await startServer((socket) => {
      socket.on("end", () => socket.end("got the end"));
      socket.resume();
    });
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    const served = await server.next();
    const partition = await link.partition();
    client.socket.end("bytes before the end");
    await quietWhile();
    assert.equal(served.bytesRead, 0);
    assert.equal(served.readableEnded, false);
    await partition[Symbol.asyncDispose]();
    assert.equal(await client.ending, "fin");
    assert.equal(served.bytesRead, 20);
    assert.equal(client.read, "got the end");
  });

  it("lets no RST of either side through until it is undone", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using one = new TestClient(link.port);
    await one.echo("a");
    const servedOne = await server.next();
    await using two = new TestClient(link.port);
    await two.echo("b");
    const servedTwo = await server.next();
    const partition = await link.partition();
    one.socket.resetAndDestroy();
    servedTwo.resetAndDestroy();
    two.write("into the void");
    await quietWhile();
    assert.equal(servedOne.destroyed, false);
    assert.equal(two.ended, undefined);
    const reset = once(servedOne, "error");
    await partition[Symbol.asyncDispose]();
    await reset;
    assert.equal(await two.ending, "rst");
    await eventually(() => link.connections() === 0);
  });

  // Few bytes are read ahead and wait in this process, many wait in the system.
  for (const length of [3_000, 30_000]) {
    it(`delivers the ${length} bytes that a client wrote before its RST`, { timeout: 5000 }, async () => {
      let got = 0;
      await using server = await startServer((socket) => {
        socket.on("data", (bytes: Buffer) => {
          got += bytes.length;
        });
      });
      await using link = await linkTo(server.port);
      await using client = new TestClient(link.port);
      await server.next();
      const partition = await link.partition();
      client.write("x".repeat(length));
      await quietWhile();
      client.socket.resetAndDestroy();
      await quietWhile();
      assert.equal(got, 0);
      await partition[Symbol.asyncDispose]();
      await eventually(() => got === length);
    });
  }

  for (const direction of ["both", "up", "down"] as const) {
    it(`of ${direction} holds dials, and lets them through with all they have said`, async () => {
      await using server = await startEcho();
      await using link = await linkTo(server.port);
      const partition = await link.partition(direction);
      await using client = new TestClient(link.port);
      client.write("early");
      await quietWhile();
      assert.equal(server.sockets.length, 0);
      assert.equal(link.connections(), 1);
      await partition[Symbol.asyncDispose]();
      assert.equal(await client.until("early"), "early");
      assert.equal(server.sockets.length, 1);
    });
  }

  it("stops reading instead of piling up what it holds", async () => {
    await using server = await startMute();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await server.next();
    await using _ = await link.partition();
    const block = Buffer.alloc(1 << 20);
    for (let i = 0; i < 64; i++) client.socket.write(block);
    await quietWhile(150);
    assert.ok(client.socket.writableLength > 16 << 20, `only ${client.socket.writableLength} bytes are left`);
  });

  it("stays until the last of several is undone, in any order", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("x");
    const [both, up, down] = [await link.partition(), await link.partition("up"), await link.partition("down")];
    client.write("held");
    await both[Symbol.asyncDispose]();
    await both[Symbol.asyncDispose]();
    await quietWhile();
    assert.equal(client.read, "x");
    await down[Symbol.asyncDispose]();
    await quietWhile();
    assert.equal(client.read, "x");
    await up[Symbol.asyncDispose]();
    assert.equal(await client.until("held"), "xheld");
  });
});

describe("a blackhole", { timeout: 30_000 }, () => {
  it("never delivers, and its connections stay dead after the undo without a word", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("x");
    const served = await server.next();
    const blackhole = await link.blackhole();
    client.write("lost");
    served.write("lost too");
    await blackhole[Symbol.asyncDispose]();
    client.write("still lost");
    await quietWhile();
    assert.equal(client.read, "x");
    assert.equal(served.bytesRead, 1);
    assert.equal(client.ended, undefined);
    assert.equal(served.destroyed, false);
    await using next = new TestClient(link.port);
    await next.echo("a new connection lives");
  });

  it("lets go of a dead connection when its client closes it", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using polite = new TestClient(link.port);
    await polite.echo("x");
    await using rude = new TestClient(link.port);
    await rude.echo("x");
    const blackhole = await link.blackhole();
    polite.socket.end();
    await quietWhile();
    assert.equal(polite.ended, undefined);
    assert.ok(server.sockets.every((socket) => !socket.destroyed));
    await blackhole[Symbol.asyncDispose]();
    assert.equal(await polite.ending, "fin");
    await eventually(() => link.connections() === 1);
    await quietWhile();
    assert.equal(link.connections(), 1);
    assert.equal(rude.ended, undefined);
    rude.socket.resetAndDestroy();
    await eventually(() => link.connections() === 0 && server.sockets.every((socket) => socket.closed));
  });

  it("of the way down still delivers what goes up", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("x");
    const served = await server.next();
    const blackhole = await link.blackhole("down");
    client.write("12345");
    await eventually(() => served.bytesRead === 6);
    await blackhole[Symbol.asyncDispose]();
    client.write("6");
    await eventually(() => served.bytesRead === 7);
    await quietWhile();
    assert.equal(client.read, "x");
    client.socket.end();
    await eventually(() => link.connections() === 0);
  });

  it("of the way up still delivers what comes down", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("x");
    const served = await server.next();
    const blackhole = await link.blackhole("up");
    client.write("lost");
    served.write("seen");
    await client.until("seen");
    await blackhole[Symbol.asyncDispose]();
    served.write("again");
    await client.until("again");
    assert.equal(served.bytesRead, 1);
    served.end();
    assert.equal(await client.ending, "fin");
    client.socket.end();
    await eventually(() => link.connections() === 0);
  });

  it("kills what is dialled meanwhile", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    const blackhole = await link.blackhole();
    await using client = new TestClient(link.port);
    await client.connected;
    client.write("hello");
    await quietWhile();
    await blackhole[Symbol.asyncDispose]();
    await quietWhile();
    assert.equal(client.read, "");
    assert.equal(client.ended, undefined);
    assert.equal(server.sockets.length, 0);
    client.socket.end();
    assert.equal(await client.ending, "fin");
    await eventually(() => link.connections() === 0);
  });

  it("of either way kills a dial that a partition held", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    for (const direction of ["up", "down"] as const) {
      const partition = await link.partition();
      await using client = new TestClient(link.port);
      await eventually(() => link.connections() === 1);
      const blackhole = await link.blackhole(direction);
      await blackhole[Symbol.asyncDispose]();
      await partition[Symbol.asyncDispose]();
      client.write("anybody?");
      await quietWhile();
      assert.equal(server.sockets.length, 0);
      assert.equal(client.ended, undefined);
      client.socket.end();
      assert.equal(await client.ending, "fin");
      await eventually(() => link.connections() === 0);
    }
  });

  it("is not undone by a partition, nor undoes one", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("x");
    const partition = await link.partition();
    const blackhole = await link.blackhole();
    await blackhole[Symbol.asyncDispose]();
    await using later = new TestClient(link.port);
    later.write("waits");
    await quietWhile();
    assert.equal(later.read, "");
    await partition[Symbol.asyncDispose]();
    await later.until("waits");
    client.write("dead");
    await quietWhile();
    assert.equal(client.read, "x");
  });
});
