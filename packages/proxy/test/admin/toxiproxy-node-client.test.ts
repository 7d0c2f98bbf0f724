import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Proxy as NamedProxy, Toxic, Toxiproxy, ToxiproxyError } from "toxiproxy-node-client";
import { freePort } from "../../src/index.ts";
import { TestClient } from "../support/client.ts";
import { startEcho } from "../support/servers.ts";
import { portOf, startProxy } from "./support/start-proxy.ts";

/** All types of toxics that the client knows, with attributes. */
const types = [
  ["latency", { latency: 10, jitter: 5 }],
  ["bandwidth", { rate: 1_000 }],
  ["slow_close", { delay: 10 }],
  ["timeout", { timeout: 1_000 }],
  ["slicer", { average_size: 64, size_variation: 32, delay: 10 }],
  ["limit_data", { bytes: 1_000 }],
  ["reset_peer", { timeout: 1_000 }],
] as const;

describe("the npm package toxiproxy-node-client, unmodified", { timeout: 30_000 }, () => {
  it("gets the version, an empty list, and an error for what is not there", async () => {
    await using proxy = await startProxy();
    const client = new Toxiproxy(proxy.url);
    assert.match(await client.getVersion(), /^\{"version": "\d+\.\d+\.\d+"\}\n$/);
    assert.deepEqual(await client.getAll(), {});
    await assert.rejects(client.get("nobody"), (error) => {
      assert.ok(error instanceof ToxiproxyError);
      assert.equal(error.message, "Request failed with status code 404");
      return true;
    });
  });

  it("creates, gets, updates and removes a proxy", async () => {
    await using echo = await startEcho();
    await using other = await startEcho();
    await using proxy = await startProxy();
    const client = new Toxiproxy(proxy.url);
    const listen = `localhost:${await freePort()}`;
    const made = await client.createProxy({ name: "redis", listen, upstream: `localhost:${echo.port}` });
    assert.equal(made.name, "redis");
    assert.equal(made.enabled, true);
    assert.equal(portOf(made.listen), portOf(listen));
    const got = await client.get("redis");
    assert.deepEqual(got.toJson(), made.toJson());
    assert.deepEqual(Object.keys(await client.getAll()), ["redis"]);
    await using first = new TestClient(portOf(made.listen));
    await first.echo("hello");
    const disabled = await got.update({ enabled: false, listen: got.listen, upstream: got.upstream });
    assert.equal(disabled.enabled, false);
    assert.equal(await first.ending, "rst");
    const upstream = `localhost:${other.port}`;
    const moved = await disabled.update({ enabled: true, listen: got.listen, upstream });
    assert.equal(moved.upstream, upstream);
    await using second = new TestClient(portOf(moved.listen));
    await second.echo("hello");
    assert.equal(other.sockets.length, 1);
    await moved.remove();
    assert.deepEqual(await client.getAll(), {});
    await assert.rejects(new TestClient(portOf(moved.listen)).connected, { code: "ECONNREFUSED" });
  });

  it("is told of a proxy that is there already", async () => {
    await using proxy = await startProxy();
    const client = new Toxiproxy(proxy.url);
    const body = { name: "twice", listen: "localhost:0", upstream: "localhost:9" };
    await client.createProxy(body);
    await assert.rejects(client.createProxy(body), { message: "Request failed with status code 409" });
  });

  it("populates, and resets", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const client = new Toxiproxy(proxy.url);
    const upstream = `localhost:${echo.port}`;
    const proxies = await client.populate([
      { name: "a", listen: "localhost:0", upstream },
      { name: "b", listen: "localhost:0", upstream, enabled: false },
    ]);
    assert.deepEqual(Object.keys(proxies), ["a", "b"]);
    const { a, b } = proxies as { a: NamedProxy; b: NamedProxy };
    assert.equal(b.enabled, false);
    await a.addToxic({ name: "t", type: "timeout", stream: "downstream", toxicity: 1, attributes: { timeout: 0 } });
    await client.reset();
    await assert.rejects(a.getToxic("t"), ToxiproxyError);
    assert.equal((await client.get("b")).enabled, true);
    await using through = new TestClient(portOf((await client.get("b")).listen));
    await through.echo("hello");
    assert.deepEqual(await client.populate([]), {});
  });

  it("adds, gets, updates and removes toxics of every type, in both directions", async () => {
    await using proxy = await startProxy();
    const client = new Toxiproxy(proxy.url);
    const made = await client.createProxy({ name: "p", listen: "localhost:0", upstream: "localhost:9" });
    for (const [type, attributes] of types) {
      for (const stream of ["upstream", "downstream"] as const) {
        const name = `${type} ${stream}`;
        const toxic = await made.addToxic({ name, type, stream, toxicity: 0.5, attributes });
        assert.ok(toxic instanceof Toxic);
        assert.deepEqual(toxic.toJson(), { name, type, stream, toxicity: 0.5, attributes });
        const got = await made.getToxic(name);
        assert.deepEqual(got.toJson(), toxic.toJson());
        const [first] = Object.keys(attributes);
        const changed = { ...attributes, [first ?? ""]: 999 };
        const updated = await got.update({ name, type, stream, toxicity: 1, attributes: changed });
        assert.deepEqual(updated.toJson(), { name, type, stream, toxicity: 1, attributes: changed });
        await updated.remove();
        await assert.rejects(made.getToxic(name), { message: "Request failed with status code 404" });
      }
    }
  });

  it("makes a connection slow, and fast again", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const client = new Toxiproxy(proxy.url);
    const made = await client.createProxy({ name: "p", listen: "localhost:0", upstream: `localhost:${echo.port}` });
    await using through = new TestClient(portOf(made.listen));
    await through.echo("hello");
    const attributes = { latency: 60_000, jitter: 0 };
    const toxic = await made.addToxic({ name: "slow", type: "latency", stream: "downstream", toxicity: 1, attributes });
    through.write("held");
    await toxic.update({ ...toxic.toJson(), attributes: { latency: 10, jitter: 0 } });
    await through.until("held");
    await toxic.remove();
    await through.echo("fast");
  });
});
