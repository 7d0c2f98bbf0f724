import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TestClient } from "../support/client.ts";
import { startEcho } from "../support/servers.ts";
import { eventually, quietWhile } from "../support/turns.ts";
import type { ProxyJson, Refusal, ToxicJson } from "./support/call.ts";
import { startProxy, type TestProxy } from "./support/start-proxy.ts";

/** A proxy before an echo, its port, and a way to lay a toxic and to remove it. */
async function withEcho(use: (at: { port: number; proxy: TestProxy; lay: Lay; remove: Remove }) => Promise<void>) {
  await using echo = await startEcho();
  await using proxy = await startProxy();
  const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${echo.port}` });
  const lay: Lay = async (type, attributes, rest = {}) => {
    const body = { name: "t", type, attributes, ...rest };
    const { status, json, text } = await proxy.ask<ToxicJson>("POST", "/proxies/p/toxics", body);
    assert.equal(status, 200, text);
    assert.deepEqual((await proxy.ask<ProxyJson>("GET", "/proxies/p")).json.toxics, [json]);
    return json;
  };
  const remove = async () => {
    assert.equal((await proxy.ask("DELETE", "/proxies/p/toxics/t")).status, 204);
  };
  await use({ port, proxy, lay, remove });
}
type Lay = (type: string, attributes?: object, rest?: object) => Promise<ToxicJson>;
type Remove = () => Promise<void>;

describe("the faults beyond Toxiproxy, by the API", { timeout: 60_000 }, () => {
  it("refuse: nobody listens, until it is removed", () =>
    withEcho(async ({ port, lay, remove }) => {
      await using live = new TestClient(port);
      await live.echo("hello");
      await lay("refuse");
      await assert.rejects(new TestClient(port).connected, { code: "ECONNREFUSED" });
      await live.echo("live ones stay");
      await remove();
      await using client = new TestClient(port);
      await client.echo("hello");
    }));

  it("blackhole: accepted and never answered", () =>
    withEcho(async ({ port, lay, remove }) => {
      assert.equal((await lay("blackhole")).stream, "both");
      await using client = new TestClient(port);
      await client.connected;
      client.write("hello");
      await quietWhile();
      assert.equal(client.read, "");
      await remove();
      await quietWhile();
      assert.equal(client.read, "", "what was dialled then stays dead");
      await using next = new TestClient(port);
      await next.echo("hello");
    }));

  it("partition: held and then delivered, also one way only", () =>
    withEcho(async ({ port, lay, remove }) => {
      await using client = new TestClient(port);
      await client.echo("hello ");
      assert.equal((await lay("partition", {}, { stream: "downstream" })).stream, "downstream");
      client.write("world");
      await quietWhile();
      assert.equal(client.read, "hello ");
      await remove();
      await client.until("hello world");
    }));

  it("slow_connect: the server is dialled late", () =>
    withEcho(async ({ port, lay }) => {
      await lay("slow_connect", { delay: 60 });
      await using client = new TestClient(port);
      const before = performance.now();
      await client.echo("hello");
      assert.ok(performance.now() - before >= 59);
    }));

  it("lose_connections: exactly a share of the new ones", () =>
    withEcho(async ({ port, lay }) => {
      assert.deepEqual((await lay("lose_connections", { rate: 0.25 })).attributes, { rate: 0.25, how: "rst" });
      let lost = 0;
      for (let i = 0; i < 8; i++) {
        const client = new TestClient(port);
        client.write("x");
        await Promise.race([client.until("x"), client.ending]);
        if (client.ended === "rst") lost++;
        await client[Symbol.asyncDispose]();
      }
      assert.equal(lost, 2);
    }));

  it("fail_connections: the first two fail, then they succeed; or after so many bytes", () =>
    withEcho(async ({ port, lay, remove }) => {
      await lay("fail_connections", { how: "fin", at: "accept", times: 2 });
      for (let i = 0; i < 2; i++) assert.equal(await new TestClient(port).ending, "fin");
      await using third = new TestClient(port);
      await third.echo("hello");
      await remove();
      await lay("fail_connections", { how: "fin", at: "after-bytes", bytes: 3 });
      const cut = new TestClient(port);
      cut.write("abcdef");
      assert.equal(await cut.ending, "fin");
      assert.equal(cut.read, "abc");
    }));

  it("half-open: the server is gone and the client never told, until it is removed", () =>
    withEcho(async ({ port, lay, remove }) => {
      await using client = new TestClient(port);
      await client.echo("hello");
      await lay("fail_connections", { how: "server-gone", at: "now" });
      client.write("anybody there?");
      await quietWhile();
      assert.equal(client.read, "hello");
      assert.equal(client.ended, undefined);
      await remove();
      assert.equal(await client.ending, "rst");
    }));

  it("corrupt: bytes are changed, none is lost", () =>
    withEcho(async ({ port, lay }) => {
      await lay("corrupt", { rate: 0.5 });
      await using client = new TestClient(port);
      client.write("aaaaaaaa");
      await eventually(() => client.read.length === 8);
      assert.equal([...client.read].filter((byte) => byte !== "a").length, 4);
    }));

  it("are refused with attributes that cannot be, or with a toxicity where the whole link is struck", () =>
    withEcho(async ({ proxy }) => {
      for (const body of [
        { type: "corrupt" },
        { type: "corrupt", attributes: { rate: 1.1 } },
        { type: "slow_connect" },
        { type: "lose_connections" },
        { type: "lose_connections", attributes: { rate: 0 } },
        { type: "lose_connections", attributes: { rate: 0.5, how: "gently" } },
        { type: "fail_connections" },
        { type: "fail_connections", attributes: { how: "rst" } },
        { type: "fail_connections", attributes: { how: "rst", at: "noon" } },
        { type: "fail_connections", attributes: { how: "rst", at: "accept", times: -1 } },
        { type: "fail_connections", attributes: { how: "rst", at: "accept", times: "2" } },
        { type: "fail_connections", attributes: { how: "refuse", at: "dial", times: 2 } },
        { type: "refuse", toxicity: 0.5 },
        { type: "refuse", attributes: { often: 1 } },
        { type: "blackhole", stream: "sideways" },
        { type: "latency", stream: "both" },
        { type: "slicer", attributes: { average_size: 0 } },
        { type: "slicer", attributes: { average_size: 10, size_variation: 10 } },
      ]) {
        const { status, json } = await proxy.ask<Refusal>("POST", "/proxies/p/toxics", body);
        assert.equal(status, 400, JSON.stringify(body));
        assert.equal(json.problems?.length, 1, JSON.stringify(json));
      }
      assert.deepEqual((await proxy.ask("GET", "/proxies/p/toxics")).json, []);
    }));
});

describe("toxics given with the proxy", { timeout: 30_000 }, () => {
  it("lie on it before the first connection, and are laid again each time it is enabled", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const toxics = [{ type: "fail_connections", attributes: { how: "rst", at: "accept", times: 1 } }];
    const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${echo.port}`, toxics });
    for (let i = 0; i < 2; i++) {
      assert.equal(await new TestClient(port).ending, "rst");
      await using client = new TestClient(port);
      await client.echo("hello");
      await proxy.ask("POST", "/proxies/p", { enabled: false });
      await proxy.ask("POST", "/proxies/p", { enabled: true });
    }
  });

  it("can be added, changed and removed while it is disabled", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${echo.port}` });
    await proxy.ask("POST", "/proxies/p", { enabled: false });
    const path = "/proxies/p/toxics";
    await proxy.ask("POST", path, { name: "a", type: "timeout" });
    await proxy.ask("POST", path, { name: "b", type: "corrupt", attributes: { rate: 0 } });
    await proxy.ask("POST", `${path}/b`, { attributes: { rate: 1 } });
    assert.equal((await proxy.ask("DELETE", `${path}/a`)).status, 204);
    await proxy.ask("POST", "/proxies/p", { enabled: true });
    await using client = new TestClient(port);
    client.write("a");
    await eventually(() => client.read.length === 1);
    assert.notEqual(client.read, "a");
  });
});

describe("the seed", { timeout: 30_000 }, () => {
  it("draws the same for the same proxy and connection in every run, and otherwise for another proxy", async () => {
    await using echo = await startEcho();
    const draws = async (seed: number, name: string): Promise<string> => {
      await using proxy = await startProxy({ seed });
      const toxics = [{ type: "reset_peer", toxicity: 0.5 }];
      const port = await proxy.make({ name, upstream: `127.0.0.1:${echo.port}`, toxics });
      let drawn = "";
      for (let i = 0; i < 16; i++) {
        const client = new TestClient(port);
        client.write("x");
        await Promise.race([client.until("x"), client.ending]);
        drawn += client.ended === "rst" ? "r" : "-";
        await client[Symbol.asyncDispose]();
      }
      return drawn;
    };
    const first = await draws(7, "a");
    assert.match(first, /r/);
    assert.match(first, /-/);
    assert.equal(await draws(7, "a"), first);
    assert.notEqual(await draws(7, "b"), first);
    assert.notEqual(await draws(8, "a"), first);
  });
});
