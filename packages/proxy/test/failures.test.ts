import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { type ConnectionFailure, isChaosError } from "@chaos-packs/contract/kind";
import { TestClient } from "./support/client.ts";
import { linkTo } from "./support/link.ts";
import { startEcho } from "./support/servers.ts";
import { eventually, quietWhile } from "./support/turns.ts";

type At = Exclude<ConnectionFailure["at"], "dial" | "after-bytes">;
type How = Exclude<ConnectionFailure["how"], "refuse">;

const ON_NEW: readonly At[] = ["accept", "first-bytes", "mid-handshake", "mid-reply"];
const ON_LIVE: readonly At[] = ["now", "idle"];
const HOW: readonly How[] = ["fin", "rst", "silence", "swallow"];

/** What the client has read when the failure at this point has struck: it greets with 4 bytes, then asks with 6. */
const READ: Readonly<Record<At, string>> = {
  accept: "",
  "first-bytes": "",
  "mid-handshake": "he",
  "mid-reply": "heloque",
  now: "helo",
  idle: "helo",
};

/** Goes through a connection up to the point, without going past what was cut there. */
async function reach(client: TestClient, at: At): Promise<void> {
  client.write("helo");
  if (at === "mid-reply") {
    await client.until("helo");
    client.write("query!");
  }
  if (READ[at] !== "") await client.until(READ[at]);
}

describe("the matrix of failures", { timeout: 30_000 }, () => {
  for (const at of [...ON_NEW, ...ON_LIVE]) {
    for (const how of HOW) {
      it(`${how} at ${at} strikes there, and leaves nothing when the client has gone`, { timeout: 3000 }, async () => {
        await using server = await startEcho();
        await using link = await linkTo(server.port);
        await using client = await openAndStrike();
        assert.equal(client.read, READ[at]);
        if (how === "fin" || how === "rst") assert.equal(await client.ending, how);
        else {
          client.write("anybody there?");
          await quietWhile();
          assert.equal(client.ended, undefined);
          client.socket.end();
          if (how === "silence") assert.equal(await client.ending, "fin");
          else {
            await quietWhile();
            assert.equal(client.ended, undefined, "a swallowed connection must not answer a FIN");
          }
        }
        assert.equal(client.read, READ[at]);
        client.socket.destroy();
        await undo[Symbol.asyncDispose]();
        await eventually(() => link.connections() === 0 && server.sockets.every((socket) => socket.closed));
        await using next = new TestClient(link.port);
        await next.echo("healed");
        await next.echo("and again");

        async function openAndStrike(): Promise<TestClient> {
          if (ON_LIVE.includes(at)) {
            const live = new TestClient(link.port);
            await reach(live, at);
            undo = await link.fail({ how, at });
            return live;
          }
          undo = await link.fail({ how, at });
          const fresh = new TestClient(link.port);
          await reach(fresh, at);
          return fresh;
        }
      });
    }
  }
  let undo: AsyncDisposable;

  it("a dial that is refused sees ECONNREFUSED, and the same port listens again when healed", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using live = new TestClient(link.port);
    await live.echo("before");
    const refused = await link.fail({ how: "refuse", at: "dial" });
    await using dial = new TestClient(link.port);
    await assert.rejects(dial.connected, { code: "ECONNREFUSED" });
    await live.echo("a live connection does not mind");
    await refused[Symbol.asyncDispose]();
    await refused[Symbol.asyncDispose]();
    await using again = new TestClient(link.port);
    await again.echo("after");
  });

  it("dials are refused until the last of several refusals is undone", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    const [one, two] = [await link.fail({ how: "refuse", at: "dial" }), await link.fail({ how: "refuse", at: "dial" })];
    await one[Symbol.asyncDispose]();
    await one[Symbol.asyncDispose]();
    await assert.rejects(new TestClient(link.port).connected, { code: "ECONNREFUSED" });
    await two[Symbol.asyncDispose]();
    await using client = new TestClient(link.port);
    await client.echo("healed");
  });

  for (const at of ON_NEW) {
    it(`at ${at} only the next two connections fail, then it heals by itself`, async () => {
      await using server = await startEcho();
      await using link = await linkTo(server.port);
      const laid = await link.fail({ how: "rst", at, times: 2 });
      for (let i = 0; i < 2; i++) {
        await using client = new TestClient(link.port);
        await reach(client, at);
        assert.equal(await client.ending, "rst");
      }
      await using healthy = new TestClient(link.port);
      await healthy.echo("helo");
      await healthy.echo("query!");
      await laid[Symbol.asyncDispose]();
      await healthy.echo("more");
    });
  }

  it("now, with times, strikes so many of the live connections, the oldest first", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using one = new TestClient(link.port);
    await one.echo("a");
    await using two = new TestClient(link.port);
    await two.echo("b");
    await link.fail({ how: "rst", at: "now", times: 1 });
    assert.equal(await one.ending, "rst");
    await two.echo("still here");
  });

  it("idle spares a connection that waits for an answer", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using idle = new TestClient(link.port);
    await idle.echo("a");
    await server.next();
    await using busy = new TestClient(link.port);
    await busy.echo("b");
    const served = await server.next();
    served.unpipe();
    served.pause();
    busy.write("slow question");
    const asked = once(served, "readable");
    await asked;
    await link.fail({ how: "fin", at: "idle" });
    assert.equal(await idle.ending, "fin");
    served.pipe(served);
    assert.equal(await busy.until("slow question"), "bslow question");
  });

  it("mid-reply strikes a live connection at its next answer", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("handshake");
    await using _ = await link.fail({ how: "rst", at: "mid-reply" });
    client.write("1234");
    assert.equal(await client.ending, "rst");
    assert.equal(client.read, "handshake12");
  });

  it("a FIN is seen as a FIN even by a client that speaks at once", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using _ = await link.fail({ how: "fin", at: "accept" });
    for (let i = 0; i < 100; i++) {
      await using client = new TestClient(link.port);
      client.write("startup");
      assert.equal(await client.ending, "fin");
    }
  });

  it("what is sent after a FIN is answered with RST, as a program does that has closed", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("x");
    await link.fail({ how: "fin", at: "now" });
    assert.equal(await client.ending, "fin");
    const closed = once(client.socket, "error");
    client.write("too late");
    await quietWhile(5);
    client.write("much too late");
    const [error] = (await closed) as [NodeJS.ErrnoException];
    assert.ok(error.code === "EPIPE" || error.code === "ECONNRESET", error.code);
    await eventually(() => link.connections() === 0);
  });

  for (const at of [...ON_NEW, ...ON_LIVE]) {
    it(`server-gone at ${at} resets the server, and the client learns of it only when it is undone`, async () => {
      await using server = await startEcho();
      await using link = await linkTo(server.port);
      await using client = new TestClient(link.port);
      let gone: AsyncDisposable;
      if (ON_LIVE.includes(at)) {
        await reach(client, at);
        gone = await link.fail({ how: "server-gone", at });
      } else {
        gone = await link.fail({ how: "server-gone", at });
        await using late = new TestClient(link.port);
        await reach(late, at);
        await check(late, gone);
        return;
      }
      await check(client, gone);

      async function check(struck: TestClient, undo: AsyncDisposable): Promise<void> {
        await quietWhile();
        assert.equal(struck.read, READ[at]);
        assert.equal(server.sockets.at(-1)?.closed ?? true, true);
        struck.write("anybody there?");
        struck.socket.end();
        await quietWhile();
        assert.equal(struck.ended, undefined);
        await undo[Symbol.asyncDispose]();
        assert.equal(await struck.ending, "rst");
      }
    });
  }

  it("client-gone resets the client, and the server learns of it only when it is undone", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using client = new TestClient(link.port);
    await client.echo("x");
    const served = await server.next();
    const gone = await link.fail({ how: "client-gone", at: "now" });
    assert.equal(await client.ending, "rst");
    served.write("still there?");
    await quietWhile();
    assert.equal(served.destroyed, false);
    assert.equal(link.connections(), 1);
    const told = once(served, "error");
    await gone[Symbol.asyncDispose]();
    assert.equal(((await told) as [NodeJS.ErrnoException])[0].code, "ECONNRESET");
    await eventually(() => link.connections() === 0);
  });

  for (const how of ["fin", "rst", "silence"] as const) {
    it(`${how} after-bytes lets exactly so many bytes of the server through`, async () => {
      await using server = await startEcho();
      await using link = await linkTo(server.port);
      const laid = await link.fail({ how, at: "after-bytes", bytes: 7 });
      await using client = new TestClient(link.port);
      await client.echo("hello");
      client.write("world");
      if (how === "silence") await client.until("hellowo");
      else assert.equal(await client.ending, how);
      await quietWhile();
      assert.equal(client.read, "hellowo");
      await laid[Symbol.asyncDispose]();
      await using next = new TestClient(link.port);
      await next.echo("as many bytes as it likes");
    });
  }

  it("a rate strikes exactly every second of the connections that live", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    const clients = Array.from({ length: 8 }, () => new TestClient(link.port));
    for (const client of clients) await client.echo("x");
    await link.fail({ how: "rst", at: "now", rate: 0.5 });
    await eventually(() => link.connections() === 4);
    await quietWhile();
    const fates = clients.map(({ ended }) => (ended === "rst" ? "!" : ".")).join("");
    assert.match(fates, /^(\.!){4}$|^(!\.){4}$/);
    for (const client of clients) client.socket.destroy();
  });

  it("a rate and times together strike so many of the share, and a spared connection is spared for good", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    await using _ = await link.fail({ how: "rst", at: "mid-reply", rate: 0.5, times: 2 });
    let struck = 0;
    for (let i = 0; i < 8; i++) {
      await using client = new TestClient(link.port);
      for (let reply = 0; reply < 4 && client.ended === undefined; reply++) {
        const before = client.read.length;
        client.write("1234");
        await Promise.race([client.ending, eventually(() => client.read.length === before + 4 || !!client.ended)]);
      }
      if (client.ended) struck++;
    }
    assert.equal(struck, 2);
  });

  it("refuses a cell of the matrix that does not exist", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port);
    const impossible: readonly ConnectionFailure[] = [
      { how: "refuse", at: "accept" },
      { how: "rst", at: "dial" },
      { how: "refuse", at: "dial", times: 1 },
      { how: "rst", at: "accept", times: 0 },
      { how: "rst", at: "accept", times: 1.5 },
      { how: "refuse", at: "dial", rate: 0.5 },
      { how: "rst", at: "accept", rate: 0 },
      { how: "rst", at: "accept", bytes: 1 },
      { how: "rst", at: "after-bytes" },
    ];
    for (const failure of impossible) {
      await assert.rejects(link.fail(failure), (error) => isChaosError(error, "FAILURE_NOT_POSSIBLE"));
    }
  });
});
