import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freePort } from "../../src/index.ts";
import { TestClient } from "../support/client.ts";
import { startEcho } from "../support/servers.ts";
import type { ProxyJson, Refusal, ToxicJson } from "./support/call.ts";
import { portOf, startProxy } from "./support/start-proxy.ts";

const latency = (latency: number) => ({ type: "latency", attributes: { latency } });

describe("the admin API, as Toxiproxy has it", { timeout: 30_000 }, () => {
  it("makes a proxy (201) that passes bytes, and shows its real port", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const made = await proxy.ask<ProxyJson>("POST", "/proxies", {
      name: "redis",
      listen: "localhost:0",
      upstream: `localhost:${echo.port}`,
    });
    assert.equal(made.status, 201);
    assert.equal(made.headers["content-type"], "application/json");
    const port = portOf(made.json.listen);
    assert.ok(port > 0);
    const shown = {
      name: "redis",
      listen: `127.0.0.1:${port}`,
      upstream: `localhost:${echo.port}`,
      enabled: true,
      toxics: [],
    };
    assert.deepEqual(made.json, shown);
    assert.deepEqual(Object.keys(made.json), ["name", "listen", "upstream", "enabled", "toxics"]);
    await using client = new TestClient(port);
    await client.echo("hello");
    assert.deepEqual((await proxy.ask("GET", "/proxies")).json, { redis: shown });
    const one = await proxy.ask("GET", "/proxies/redis");
    assert.equal(one.status, 200);
    assert.deepEqual(one.json, shown);
  });

  it("answers an empty index with an empty object", async () => {
    await using proxy = await startProxy();
    const { status, text } = await proxy.ask("GET", "/proxies");
    assert.equal(status, 200);
    assert.equal(text, "{}");
  });

  it("says its version as JSON", async () => {
    await using proxy = await startProxy();
    const { status, text, headers } = await proxy.ask("GET", "/version");
    assert.equal(status, 200);
    assert.match(text, /^\{"version": "\d+\.\d+\.\d+"\}\n$/);
    assert.equal(headers["content-type"], "application/json;charset=utf-8");
  });

  it("leaves a disabled proxy closed, shows its address as it was given, and opens it when it is enabled", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const port = await freePort();
    const body = { name: "off", listen: `localhost:${port}`, upstream: `127.0.0.1:${echo.port}`, enabled: false };
    const made = await proxy.ask<ProxyJson>("POST", "/proxies", body);
    assert.equal(made.json.enabled, false);
    assert.equal(made.json.listen, `localhost:${port}`);
    await assert.rejects(new TestClient(port).connected, { code: "ECONNREFUSED" });
    const enabled = await proxy.ask<ProxyJson>("POST", "/proxies/off", { enabled: true });
    assert.equal(enabled.status, 200);
    assert.equal(enabled.json.listen, `127.0.0.1:${port}`);
    await using client = new TestClient(port);
    await client.echo("hello");
    const disabled = await proxy.ask<ProxyJson>("PATCH", "/proxies/off", { enabled: false });
    assert.equal(disabled.json.enabled, false);
    assert.equal(await client.ending, "rst");
    await assert.rejects(new TestClient(port).connected, { code: "ECONNREFUSED" });
  });

  it("deletes a proxy (204) with its connections", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const port = await proxy.make({ name: "gone", upstream: `127.0.0.1:${echo.port}` });
    await using client = new TestClient(port);
    await client.echo("hello");
    const { status, text } = await proxy.ask("DELETE", "/proxies/gone");
    assert.equal(status, 204);
    assert.equal(text, "");
    assert.equal(await client.ending, "rst");
    await assert.rejects(new TestClient(port).connected, { code: "ECONNREFUSED" });
    assert.deepEqual((await proxy.ask("GET", "/proxies")).json, {});
  });

  it("moves a proxy to another upstream or port, and its toxics stay", async () => {
    await using first = await startEcho();
    await using second = await startEcho();
    await using proxy = await startProxy();
    const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${first.port}`, toxics: [latency(1)] });
    const moved = await proxy.ask<ProxyJson>("POST", "/proxies/p", { upstream: `127.0.0.1:${second.port}` });
    assert.equal(moved.status, 200);
    assert.equal(moved.json.listen, `127.0.0.1:${port}`);
    assert.equal(moved.json.toxics.length, 1);
    await using client = new TestClient(port);
    await client.echo("hello");
    assert.equal(second.sockets.length, 1);
    assert.equal(first.sockets.length, 0);
    const other = await freePort();
    const listens = await proxy.ask<ProxyJson>("PATCH", "/proxies/p", { listen: `127.0.0.1:${other}` });
    assert.equal(portOf(listens.json.listen), other);
    await assert.rejects(new TestClient(port).connected, { code: "ECONNREFUSED" });
    await using again = new TestClient(other);
    await again.echo("hello");
  });

  it("keeps connections when an update changes nothing, and leaves toxics alone that a client sends along", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const upstream = `127.0.0.1:${echo.port}`;
    const port = await proxy.make({ name: "p", upstream, toxics: [latency(1)] });
    await using client = new TestClient(port);
    await client.echo("hello");
    // What Toxiproxy's own Go client sends: the proxy as it knows it, null for toxics it has not heard of.
    const body = { name: "p", listen: `127.0.0.1:${port}`, upstream, enabled: true, toxics: null };
    const { json } = await proxy.ask<ProxyJson>("POST", "/proxies/p", body);
    assert.equal(json.toxics.length, 1);
    await client.echo("again");
  });

  it("does not care whether names are written in capitals, as Go does not", async () => {
    await using proxy = await startProxy();
    // What the client for .NET sends.
    const made = await proxy.ask<ProxyJson>("POST", "/proxies", {
      Name: "p",
      Listen: "127.0.0.1:0",
      Upstream: "127.0.0.1:9",
      Enabled: false,
    });
    assert.equal(made.json.name, "p");
    assert.equal(made.json.enabled, false);
    const body = {
      Name: "slow",
      Type: "latency",
      Stream: "DownStream",
      Toxicity: 1,
      Attributes: { Latency: 5, Jitter: 0 },
    };
    const added = await proxy.ask<ToxicJson>("POST", "/proxies/p/toxics", body);
    assert.deepEqual(added.json, {
      attributes: { latency: 5, jitter: 0 },
      name: "slow",
      type: "latency",
      stream: "downstream",
      toxicity: 1,
    });
    const changed = await proxy.ask<ToxicJson>("POST", "/proxies/p/toxics/slow", {
      ...body,
      Attributes: { Latency: 6 },
    });
    assert.equal(changed.json.attributes["latency"], 6);
  });

  it("adds a toxic (200) with Toxiproxy's defaults: name, stream, toxicity, and 0 for what was left out", async () => {
    await using proxy = await startProxy();
    await proxy.make({ name: "p", upstream: "127.0.0.1:9" });
    const added = await proxy.ask("POST", "/proxies/p/toxics", { type: "latency" });
    assert.equal(added.status, 200);
    const shown = {
      attributes: { latency: 0, jitter: 0 },
      name: "latency_downstream",
      type: "latency",
      stream: "downstream",
      toxicity: 1,
    };
    assert.deepEqual(added.json, shown);
    const named = await proxy.ask<ToxicJson>("POST", "/proxies/p/toxics", {
      name: "slow",
      type: "latency",
      stream: "UPSTREAM",
      toxicity: 0.5,
      attributes: { latency: 5, jitter: 2 },
    });
    assert.deepEqual(named.json, {
      attributes: { latency: 5, jitter: 2 },
      name: "slow",
      type: "latency",
      stream: "upstream",
      toxicity: 0.5,
    });
    const list = await proxy.ask<readonly ToxicJson[]>("GET", "/proxies/p/toxics");
    assert.deepEqual(
      list.json.map(({ name }) => name),
      ["slow", "latency_downstream"],
      "those of upstream come first",
    );
    assert.deepEqual((await proxy.ask("GET", "/proxies/p/toxics/latency_downstream")).json, shown);
    assert.equal((await proxy.ask<ProxyJson>("GET", "/proxies/p")).json.toxics.length, 2);
  });

  it("changes a toxic in part, by POST and by PATCH", async () => {
    await using proxy = await startProxy();
    await proxy.make({ name: "p", upstream: "127.0.0.1:9", toxics: [{ type: "latency", attributes: { jitter: 3 } }] });
    const path = "/proxies/p/toxics/latency_downstream";
    const changed = await proxy.ask<ToxicJson>("POST", path, { attributes: { latency: 20 } });
    assert.equal(changed.status, 200);
    assert.deepEqual(changed.json.attributes, { latency: 20, jitter: 3 });
    assert.equal(changed.json.toxicity, 1);
    const less = await proxy.ask<ToxicJson>("PATCH", path, { toxicity: 0.25 });
    assert.equal(less.json.toxicity, 0.25);
    assert.deepEqual(less.json.attributes, { latency: 20, jitter: 3 });
    assert.deepEqual((await proxy.ask("GET", path)).json, less.json);
  });

  it("removes a toxic (204)", async () => {
    await using proxy = await startProxy();
    await proxy.make({ name: "p", upstream: "127.0.0.1:9", toxics: [latency(1)] });
    assert.equal((await proxy.ask("DELETE", "/proxies/p/toxics/latency_downstream")).status, 204);
    assert.deepEqual((await proxy.ask("GET", "/proxies/p/toxics")).json, []);
  });

  it("resets (204): all proxies are enabled, and no toxic is left", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const upstream = `127.0.0.1:${echo.port}`;
    const port = await proxy.make({ name: "a", upstream, toxics: [latency(1)] });
    await using client = new TestClient(port);
    await client.echo("hello");
    await proxy.make({ name: "b", upstream, enabled: false, toxics: [latency(1)] });
    const { status, text } = await proxy.ask("POST", "/reset");
    assert.equal(status, 204);
    assert.equal(text, "");
    const { json } = await proxy.ask<Record<string, ProxyJson>>("GET", "/proxies");
    for (const each of Object.values(json)) {
      assert.equal(each.enabled, true);
      assert.deepEqual(each.toxics, []);
    }
    await client.echo("the connection is still there");
  });

  it("answers as Toxiproxy to what is not there, or there already", async () => {
    await using proxy = await startProxy();
    await proxy.make({ name: "p", upstream: "127.0.0.1:9", toxics: [latency(1)] });
    const cases = [
      ["GET", "/proxies/x", undefined, 404, "proxy not found"],
      ["POST", "/proxies/x", { enabled: true }, 404, "proxy not found"],
      ["PATCH", "/proxies/x", { enabled: true }, 404, "proxy not found"],
      ["DELETE", "/proxies/x", undefined, 404, "proxy not found"],
      ["GET", "/proxies/x/toxics", undefined, 404, "proxy not found"],
      ["POST", "/proxies/x/toxics", latency(1), 404, "proxy not found"],
      ["GET", "/proxies/x/connections", undefined, 404, "proxy not found"],
      ["GET", "/proxies/p/toxics/x", undefined, 404, "toxic not found"],
      ["POST", "/proxies/p/toxics/x", {}, 404, "toxic not found"],
      ["PATCH", "/proxies/p/toxics/x", {}, 404, "toxic not found"],
      ["DELETE", "/proxies/p/toxics/x", undefined, 404, "toxic not found"],
      ["POST", "/proxies", { name: "p", upstream: "127.0.0.1:9" }, 409, "proxy already exists"],
      ["POST", "/proxies/p/toxics", latency(1), 409, "toxic already exists"],
      ["POST", "/proxies", { upstream: "127.0.0.1:9" }, 400, "missing required field: name"],
      ["POST", "/proxies", { name: "q" }, 400, "missing required field: upstream"],
      [
        "POST",
        "/populate",
        [{ name: "q", upstream: "127.0.0.1:9" }, { name: "r" }],
        400,
        "missing required field: upstream at proxy 2",
      ],
      ["POST", "/populate", [{ upstream: "127.0.0.1:9" }], 400, "missing required field: name at proxy 1"],
      ["POST", "/proxies/p/toxics", { type: "x" }, 400, "invalid toxic type"],
      ["POST", "/proxies/p/toxics", {}, 400, "invalid toxic type"],
      [
        "POST",
        "/proxies/p/toxics",
        { type: "noop", stream: "sideways" },
        400,
        "stream was invalid, can be either upstream or downstream",
      ],
      [
        "POST",
        "/proxies/p/toxics",
        { type: "x", stream: "sideways" },
        400,
        "stream was invalid, can be either upstream or downstream",
      ],
      ["GET", "/nowhere", undefined, 404, "404 page not found"],
      ["GET", "/metrics", undefined, 404, "404 page not found"],
      ["PUT", "/proxies", {}, 405, "method not allowed"],
      ["DELETE", "/reset", undefined, 405, "method not allowed"],
    ] as const;
    for (const [method, path, body, status, error] of cases) {
      const reply = await proxy.ask<Refusal>(method, path, body);
      const what = `${method} ${path} ${JSON.stringify(body)}`;
      assert.equal(reply.status, status, what);
      assert.equal(reply.json.error, error, what);
      assert.equal(reply.json.status, status, what);
      assert.match(reply.json.code, /^[A-Z_]+$/, what);
      const type = path === "/populate" ? "application/json" : "text/plain; charset=utf-8";
      assert.equal(reply.headers["content-type"], type, what);
    }
    const { headers } = await proxy.ask("PUT", "/proxies/p");
    assert.equal(headers["allow"], "GET, POST, PATCH, DELETE");
  });

  it("takes names that have to be written in percent signs, and answers to broken ones", async () => {
    await using proxy = await startProxy();
    for (const name of ["a b", "a/b", "ü", "100%", "__proto__"]) {
      await proxy.make({ name, upstream: "127.0.0.1:9" });
      const { json } = await proxy.ask<ProxyJson>("GET", `/proxies/${encodeURIComponent(name)}`);
      assert.equal(json.name, name);
    }
    const { json } = await proxy.ask<Record<string, ProxyJson>>("GET", "/proxies");
    assert.equal(Object.keys(json).length, 5);
    assert.equal((await proxy.ask("GET", "/proxies/%E0%A4%A")).status, 404);
  });
});
