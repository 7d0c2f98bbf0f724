import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { describe, it } from "node:test";
import { TestClient } from "./support/client.ts";
import { linkTo } from "./support/link.ts";
import { startEcho, startMute, startServer } from "./support/servers.ts";
import { eventually, quietWhile } from "./support/turns.ts";

describe("a link on which nothing lies", { timeout: 20_000 }, () => {
  it("passes bytes both ways", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("hello");
    assert.equal(link.connections(), 1);
    assert.equal(link.url, `tcp://127.0.0.1:${link.port}`);
  });

  it("still delivers the reply after the client's FIN", async () => {
    await using server = await startServer((socket) => {
      let asked = "";
      socket.on("data", (bytes) => {
        asked += String(bytes);
      });
      socket.on("end", () => socket.end(`you said ${asked}`));
    });
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    client.socket.end("everything");
    assert.equal(await client.ending, "fin");
    assert.equal(client.read, "you said everything");
    await eventually(() => link.connections() === 0);
  });

  it("still delivers the client's bytes after the server's FIN", async () => {
    await using server = await startServer((socket) => socket.end("bye"));
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    assert.equal(await client.ending, "fin");
    const served = await server.next();
    client.socket.end("last words");
    const [bytes] = (await once(served, "data")) as [Buffer];
    assert.equal(String(bytes), "last words");
  });

  it("passes RST on in both directions", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using one = new TestClient(link.port);
    await one.echo("a");
    const served = await server.next();
    one.socket.resetAndDestroy();
    const [error] = (await once(served, "error")) as [NodeJS.ErrnoException];
    assert.equal(error.code, "ECONNRESET");
    await using two = new TestClient(link.port);
    await two.echo("b");
    (await server.next()).resetAndDestroy();
    assert.equal(await two.ending, "rst");
    await eventually(() => link.connections() === 0);
  });

  it("slows the sender down when the receiver does not read", async () => {
    await using server = await startMute();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    const block = Buffer.alloc(1 << 20);
    let sent = 0;
    while (sent < 256 && client.socket.write(block)) sent++;
    // Writes go on until every buffer on the way is full; what is left over stays with the client.
    for (let i = 0; i < 64; i++) client.socket.write(block);
    await quietWhile(150);
    assert.ok(client.socket.writableLength > 16 << 20, `only ${client.socket.writableLength} bytes are left`);
  });

  it("resets a client whose server refuses, and stays up", async () => {
    const gone = await startEcho();
    const { port } = gone;
    await gone[Symbol.asyncDispose]();
    await using link = await linkTo(port);
    await using client = new TestClient(link.port);
    assert.equal(await client.ending, "rst");
    const server = net.createServer((socket) => socket.pipe(socket)).listen(port, "127.0.0.1");
    await once(server, "listening");
    await using again = new TestClient(link.port);
    await again.echo("back");
    again.socket.destroy();
    server.close();
    await once(server, "close");
  });

  it("ends both sides when told to, with RST or FIN", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    for (const how of ["rst", "fin"] as const) {
      await using client = new TestClient(link.port);
      await client.echo("x");
      const served = await server.next();
      const serverSaw = new Promise((resolve) => {
        served.on("error", () => resolve("rst"));
        served.on("end", () => resolve("fin"));
      });
      await link.fail({ how, at: "now" });
      assert.equal(await client.ending, how);
      assert.equal(await serverSaw, how);
    }
  });
});
