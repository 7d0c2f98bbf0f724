import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freePort } from "../../src/index.ts";
import { TestClient } from "../support/client.ts";
import { startEcho } from "../support/servers.ts";
import type { ProxyJson, Refusal, ToxicJson } from "./support/call.ts";
import { portOf, startProxy } from "./support/start-proxy.ts";

interface Populated {
  readonly proxies: readonly ProxyJson[];
}

const latency = (latency: number) => ({ type: "latency", attributes: { latency } });

describe("POST /populate", { timeout: 30_000 }, () => {
  it("makes all proxies (201), with their toxics, and answers with them in order", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const upstream = `127.0.0.1:${echo.port}`;
    const { status, json } = await proxy.ask<Populated>("POST", "/populate", [
      { name: "a", listen: "127.0.0.1:0", upstream, toxics: [latency(1), { type: "noop", stream: "upstream" }] },
      { name: "b", upstream, enabled: false },
    ]);
    assert.equal(status, 201);
    assert.deepEqual(
      json.proxies.map(({ name, enabled, toxics }) => [name, enabled, toxics.map((toxic) => toxic.name)]),
      [
        ["a", true, ["noop_upstream", "latency_downstream"]],
        ["b", false, []],
      ],
    );
    await using client = new TestClient(portOf(json.proxies[0]?.listen ?? ""));
    await client.echo("hello");
  });

  it("leaves a proxy that fits with its connections, and replaces one that does not", async () => {
    await using echo = await startEcho();
    await using other = await startEcho();
    await using proxy = await startProxy();
    const upstream = `127.0.0.1:${echo.port}`;
    const [a, b] = [
      await proxy.make({ name: "a", upstream, toxics: [latency(1)] }),
      await proxy.make({ name: "b", upstream, toxics: [latency(1)] }),
    ];
    await using stays = new TestClient(a);
    await stays.echo("hello");
    await using goes = new TestClient(b);
    await goes.echo("hello");
    const { json } = await proxy.ask<Populated>("POST", "/populate", [
      { name: "a", listen: `localhost:${a}`, upstream },
      { name: "b", listen: `127.0.0.1:${b}`, upstream: `127.0.0.1:${other.port}` },
    ]);
    assert.equal(await goes.ending, "rst");
    await stays.echo("still here");
    const [first, second] = json.proxies;
    assert.equal(first?.toxics.length, 1, "toxics that nobody named stay");
    assert.deepEqual(second?.toxics, [], "what is replaced begins anew");
    await using client = new TestClient(b);
    await client.echo("hello");
    assert.equal(other.sockets.length, 1);
  });

  it("exchanges the toxics of a proxy that fits, when they are named, under its open connections", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const upstream = `127.0.0.1:${echo.port}`;
    const port = await proxy.make({ name: "a", upstream, toxics: [latency(1), { type: "noop" }] });
    await using client = new TestClient(port);
    await client.echo("hello");
    const { json } = await proxy.ask<Populated>("POST", "/populate", [
      { name: "a", upstream, toxics: [{ type: "noop" }, { ...latency(2), name: "two" }] },
    ]);
    assert.deepEqual(
      json.proxies[0]?.toxics.map(({ name }) => name),
      ["noop_downstream", "two"],
    );
    await client.echo("still here");
  });

  it("enables a disabled proxy that fits when it says so", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const upstream = `127.0.0.1:${echo.port}`;
    const listen = `127.0.0.1:${await freePort()}`;
    await proxy.make({ name: "a", listen, upstream, enabled: false, toxics: [latency(1)] });
    const left = await proxy.ask<Populated>("POST", "/populate", [{ name: "a", listen, upstream }]);
    assert.equal(left.json.proxies[0]?.enabled, false);
    const { json } = await proxy.ask<Populated>("POST", "/populate", [{ name: "a", listen, upstream, enabled: true }]);
    assert.equal(json.proxies[0]?.enabled, true);
    assert.equal(json.proxies[0]?.toxics.length, 1);
    await using client = new TestClient(portOf(listen));
    await client.echo("hello");
  });

  it("lets a proxy keep its port when it is told none", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const port = await proxy.make({ name: "a", upstream: "127.0.0.1:9" });
    const { json } = await proxy.ask<Populated>("POST", "/populate", [
      { name: "a", upstream: `127.0.0.1:${echo.port}` },
    ]);
    assert.equal(portOf(json.proxies[0]?.listen ?? ""), port);
    await using client = new TestClient(port);
    await client.echo("hello");
  });

  it("lets two proxies change their ports with each other", async () => {
    await using first = await startEcho();
    await using second = await startEcho();
    await using proxy = await startProxy();
    const upstreams = [`127.0.0.1:${first.port}`, `127.0.0.1:${second.port}`] as const;
    const a = await proxy.make({ name: "a", upstream: upstreams[0] });
    const b = await proxy.make({ name: "b", upstream: upstreams[1] });
    const { status } = await proxy.ask("POST", "/populate", [
      { name: "a", listen: `127.0.0.1:${b}`, upstream: upstreams[0] },
      { name: "b", listen: `127.0.0.1:${a}`, upstream: upstreams[1] },
    ]);
    assert.equal(status, 201);
    await using client = new TestClient(b);
    await client.echo("hello");
    assert.equal(first.sockets.length, 1);
    assert.equal(second.sockets.length, 0);
  });
});

describe("a change that cannot be made wholly", { timeout: 30_000 }, () => {
  it("is not made at all: of a populate with one port taken, nothing is opened, closed or changed", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const upstream = `127.0.0.1:${echo.port}`;
    const port = await proxy.make({ name: "old", upstream, toxics: [latency(1)] });
    const before = (await proxy.ask("GET", "/proxies")).json;
    await using client = new TestClient(port);
    await client.echo("hello");
    const free = await freePort();
    const reply = await proxy.ask<Refusal & Populated>("POST", "/populate", [
      { name: "new", listen: `127.0.0.1:${free}`, upstream },
      { name: "old", listen: `127.0.0.1:${port}`, upstream: "127.0.0.1:9" },
      { name: "taken", listen: `127.0.0.1:${echo.port}`, upstream },
    ]);
    assert.equal(reply.status, 500, "as in Toxiproxy");
    assert.equal(reply.json.code, "PORT_TAKEN");
    assert.deepEqual(reply.json.proxies, []);
    assert.deepEqual((await proxy.ask("GET", "/proxies")).json, before);
    await client.echo("still here");
    await assert.rejects(new TestClient(free).connected, { code: "ECONNREFUSED" });
  });

  it("is not made at all: of a populate with one bad toxic, nothing happens, and every problem is named", async () => {
    await using proxy = await startProxy();
    const { status, json } = await proxy.ask<Refusal & Populated>("POST", "/populate", [
      { name: "good", upstream: "127.0.0.1:9" },
      { name: "bad", upstream: "nowhere", toxics: [{ type: "latency", attributes: { latency: -1 } }, { type: "x" }] },
    ]);
    assert.equal(status, 400);
    assert.deepEqual(
      json.problems?.map(({ path, code }) => [path, code]),
      [
        ["[1].upstream", "ADDRESS_NOT_POSSIBLE"],
        ["[1].toxics[0].attributes.latency", "BODY_NOT_POSSIBLE"],
        ["[1].toxics[1].type", "TOXIC_TYPE_NOT_KNOWN"],
      ],
    );
    assert.deepEqual(json.proxies, []);
    assert.deepEqual((await proxy.ask("GET", "/proxies")).json, {});
  });

  it("refuses names and ports that stand twice in one populate", async () => {
    await using proxy = await startProxy();
    const { status, json } = await proxy.ask<Refusal>("POST", "/populate", [
      { name: "a", listen: "127.0.0.1:20000", upstream: "127.0.0.1:9" },
      { name: "a", listen: "localhost:20000", upstream: "127.0.0.1:9" },
    ]);
    assert.equal(status, 400);
    assert.deepEqual(
      json.problems?.map(({ path, code }) => [path, code]),
      [
        ["[1].name", "DUPLICATE"],
        ["[1].listen", "DUPLICATE"],
      ],
    );
  });

  it("leaves a proxy as it was when it cannot move to a port", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${echo.port}`, toxics: [latency(1)] });
    await using client = new TestClient(port);
    await client.echo("hello");
    const body = { listen: `127.0.0.1:${echo.port}`, upstream: "127.0.0.1:9", enabled: true };
    const { status, json } = await proxy.ask<Refusal>("POST", "/proxies/p", body);
    assert.equal(status, 500);
    assert.equal(json.code, "PORT_TAKEN");
    assert.match(json.error, /another program listens there/);
    const shown = (await proxy.ask<ProxyJson>("GET", "/proxies/p")).json;
    assert.equal(shown.upstream, `127.0.0.1:${echo.port}`);
    assert.equal(portOf(shown.listen), port);
    await client.echo("still here");
  });

  it("leaves all disabled when a reset finds one port taken", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const upstream = `127.0.0.1:${echo.port}`;
    await proxy.make({ name: "a", upstream, enabled: false, toxics: [latency(1)] });
    await proxy.make({ name: "b", listen: `127.0.0.1:${echo.port}`, upstream, enabled: false });
    await proxy.make({ name: "c", upstream, toxics: [latency(1)] });
    const before = (await proxy.ask("GET", "/proxies")).json;
    const { status } = await proxy.ask("POST", "/reset");
    assert.equal(status, 500);
    assert.deepEqual((await proxy.ask("GET", "/proxies")).json, before);
  });

  it("leaves a toxic as it was when one attribute of a change is bad", async () => {
    await using proxy = await startProxy();
    await proxy.make({ name: "p", upstream: "127.0.0.1:9", toxics: [latency(5)] });
    const path = "/proxies/p/toxics/latency_downstream";
    const { status } = await proxy.ask("POST", path, { toxicity: 0.5, attributes: { latency: 7, jitter: -1 } });
    assert.equal(status, 400);
    const { json } = await proxy.ask<ToxicJson>("GET", path);
    assert.equal(json.toxicity, 1);
    assert.deepEqual(json.attributes, { latency: 5, jitter: 0 });
  });

  it("does not trip over connections that close in its middle, and take their toxics with them", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const upstream = `127.0.0.1:${echo.port}`;
    const port = await proxy.make({ name: "p", upstream });
    const clients = Array.from({ length: 30 }, () => new TestClient(port));
    for (const client of clients) await client.echo("hello");
    for (const [i] of clients.entries()) {
      const toxic = { name: `for ${i + 1}`, type: "latency", connection: i + 1, attributes: { latency: 1 } };
      assert.equal((await proxy.ask("POST", "/proxies/p/toxics", toxic)).status, 200);
    }
    const closing = clients.slice(0, 20).map((client) => client[Symbol.asyncDispose]());
    const changes = clients.map((_, i) =>
      i % 3 === 0
        ? proxy.ask("POST", "/populate", [{ name: "p", upstream, toxics: [{ type: "noop", name: `n${i}` }] }])
        : proxy.ask("DELETE", `/proxies/p/toxics/for%20${i + 1}`),
    );
    for (const { status } of await Promise.all(changes)) assert.ok([201, 204, 404].includes(status ?? 0));
    await Promise.all(closing);
    assert.equal((await proxy.ask("POST", "/reset")).status, 204);
    for (const client of clients.slice(20)) await client.echo("still here");
    for (const client of clients) await client[Symbol.asyncDispose]();
  });

  it("lets changes that come at once take turns", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const upstream = `127.0.0.1:${echo.port}`;
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => proxy.ask("POST", "/proxies", { name: "only one", upstream })),
    );
    assert.deepEqual(replies.map(({ status }) => status).sort(), [201, ...Array(9).fill(409)]);
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => proxy.ask("POST", "/proxies/only%20one", { enabled: i % 2 === 1 })),
    );
    const { json } = await proxy.ask<ProxyJson>("GET", "/proxies/only%20one");
    await proxy.ask("POST", "/reset");
    await using client = new TestClient(portOf(json.listen));
    await client.echo("hello");
  });
});
