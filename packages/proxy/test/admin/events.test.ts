import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createApp } from "../../src/admin/create-app.ts";
import { eventStream } from "../../src/admin/event-stream.ts";
import { Feed } from "../../src/admin/feed.ts";
import { openAdmin } from "../../src/admin/open-admin.ts";
import { Proxies } from "../../src/admin/proxies.ts";
import type { ProxyEvent } from "../../src/admin/proxy-events.ts";
import { routesOf } from "../../src/admin/routes.ts";
import { Traffic } from "../../src/admin/traffic.ts";
import { TestClient } from "../support/client.ts";
import { startEcho } from "../support/servers.ts";
import { eventually } from "../support/turns.ts";
import type { Refusal, ToxicJson } from "./support/call.ts";
import { readEvents } from "./support/read-events.ts";
import { startProxy } from "./support/start-proxy.ts";

describe("GET /events", { timeout: 30_000 }, () => {
  it("tells of connections dialled, opened and closed, with who and how many bytes", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${echo.port}` });
    await using reader = await readEvents(`${proxy.url}/events`);
    assert.equal(reader.type, "text/event-stream;charset=utf-8");
    const client = new TestClient(port);
    await client.echo("hello");
    const { localPort } = client.socket;
    client.socket.end();
    const events = await reader.until(3);
    assert.deepEqual(
      events.map(({ event, data }) => [event, data.phase, data.proxy, data.connection.id]),
      [
        ["connection", "dialled", "p", 1],
        ["connection", "opened", "p", 1],
        ["connection", "closed", "p", 1],
      ],
    );
    assert.deepEqual(events[2]?.data.connection, {
      id: 1,
      client: `127.0.0.1:${localPort}`,
      bytesUp: 5,
      bytesDown: 5,
      sentUp: 5,
      sentDown: 5,
    });
    assert.deepEqual(
      events.map(({ id }) => id),
      ["1", "2", "3"],
    );
  });

  it("tells which toxic did something to which connection", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const toxics = [
      { name: "slow", type: "latency", stream: "upstream", attributes: { latency: 5 } },
      { name: "never", type: "latency", toxicity: 0, attributes: { latency: 5 } },
      { name: "back", type: "latency", attributes: { latency: 5 } },
    ];
    const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${echo.port}`, toxics });
    await using reader = await readEvents(`${proxy.url}/events`);
    await using client = new TestClient(port);
    await client.echo("hello");
    await client.echo("again");
    const faults = (await reader.until(4)).filter(({ event }) => event === "fault");
    assert.deepEqual(
      faults.map(({ data }) => [data.proxy, data.toxic, data.fault, data.connection.id]),
      [
        ["p", "slow", { type: "latency", latency: 5, jitter: 0 }, 1],
        ["p", "back", { type: "latency", latency: 5, jitter: 0 }, 1],
      ],
    );
  });

  it("tells of a connection that was turned away, by the name of the toxic", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const toxics = [
      { name: "first two", type: "fail_connections", attributes: { how: "rst", at: "accept", times: 2 } },
    ];
    const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${echo.port}`, toxics });
    await using reader = await readEvents(`${proxy.url}/events`);
    for (let i = 0; i < 2; i++) assert.equal(await new TestClient(port).ending, "rst");
    await using client = new TestClient(port);
    await client.echo("the third succeeds");
    const events = await reader.until(10);
    assert.equal(events.filter(({ data }) => data.phase === "refused").length, 2);
    assert.deepEqual(
      events.filter(({ event }) => event === "fault").map(({ data }) => data.toxic),
      ["first two", "first two"],
    );
  });

  it("tells of one proxy only, when asked to", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const upstream = `127.0.0.1:${echo.port}`;
    const a = await proxy.make({ name: "a", upstream });
    const b = await proxy.make({ name: "b", upstream });
    await using reader = await readEvents(`${proxy.url}/events?proxy=b`);
    await using first = new TestClient(a);
    await first.echo("hello");
    await using second = new TestClient(b);
    await second.echo("hello");
    assert.deepEqual(
      (await reader.until(2)).map(({ data }) => data.proxy),
      ["b", "b"],
    );
  });

  it("ends with the proxy server, and forgets readers that go", async () => {
    await using echo = await startEcho();
    const proxy = await startProxy();
    const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${echo.port}` });
    const goes = await readEvents(`${proxy.url}/events`);
    await using stays = await readEvents(`${proxy.url}/events`);
    await goes[Symbol.asyncDispose]();
    await using client = new TestClient(port);
    await client.echo("hello");
    await stays.until(2);
    await proxy[Symbol.asyncDispose]();
    await stays.ended;
  });

  it("forgets a reader that goes, however it goes", async () => {
    const feed = new Feed<ProxyEvent>();
    let listeners = 0;
    const subscribe = feed.subscribe.bind(feed);
    feed.subscribe = (listener) => {
      listeners++;
      const unsubscribe = subscribe(listener);
      return () => {
        listeners--;
        unsubscribe();
      };
    };
    const proxies = new Proxies({ seed: 7, isRemoteAllowed: false, events: feed, traffic: new Traffic() });
    const routes = routesOf({ proxies, events: feed, version: "0", isRemoteAllowed: false, metrics: undefined });
    const app = createApp(routes, { host: "localhost", isRemoteAllowed: false });
    await using admin = await openAdmin(app, "localhost", 0);
    const reader = await readEvents(`${admin.url}/events`);
    assert.equal(listeners, 1);
    await reader[Symbol.asyncDispose]();
    await eventually(() => listeners === 0);
    const last = await readEvents(`${admin.url}/events`);
    assert.equal(listeners, 1);
    await admin[Symbol.asyncDispose]();
    await last.ended;
    await eventually(() => listeners === 0);
  });

  it("is not opened by HEAD, which nobody would read (405)", async () => {
    await using proxy = await startProxy();
    assert.equal((await proxy.ask("HEAD", "/events")).status, 405);
  });

  it("drops events for a reader that does not keep up, and tells it how many", async () => {
    const feed = new Feed<ProxyEvent>();
    const stream = eventStream(feed, () => true);
    const connection = { id: 1, client: "127.0.0.1:1", bytesUp: 0, bytesDown: 0, sentUp: 0, sentDown: 0 };
    const event: ProxyEvent = { kind: "connection", phase: "opened", proxy: "p", at: 1, connection };
    for (let i = 0; i < 10_100; i++) feed.publish(event);
    const reader = stream.getReader();
    const decoder = new TextDecoder();
    const next = async () => decoder.decode((await reader.read()).value as Uint8Array);
    assert.equal(await next(), ": listening\n\n");
    for (let i = 1; i < 10_000; i++) assert.match(await next(), /^id: \d+\nevent: connection\n/);
    feed.publish(event);
    assert.match(await next(), /\nevent: lost\ndata: \{"events":101\}\n\n$/);
    assert.match(await next(), /\nevent: connection\n/);
    await reader.cancel();
    feed.publish(event);
  });
});

describe("the connections of a proxy", { timeout: 30_000 }, () => {
  it("are listed while they are open", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${echo.port}` });
    assert.deepEqual((await proxy.ask("GET", "/proxies/p/connections")).json, []);
    await using first = new TestClient(port);
    await first.echo("hello");
    await using second = new TestClient(port);
    await second.echo("hi");
    assert.deepEqual((await proxy.ask("GET", "/proxies/p/connections")).json, [
      { id: 1, client: `127.0.0.1:${first.socket.localPort}`, bytesUp: 5, bytesDown: 5, sentUp: 5, sentDown: 5 },
      { id: 2, client: `127.0.0.1:${second.socket.localPort}`, bytesUp: 2, bytesDown: 2, sentUp: 2, sentDown: 2 },
    ]);
  });

  it("can each have a toxic of its own, which goes with the connection", async () => {
    await using echo = await startEcho();
    await using proxy = await startProxy();
    const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${echo.port}` });
    await using first = new TestClient(port);
    await first.echo("hello");
    await using second = new TestClient(port);
    await second.echo("hello");
    const body = { type: "latency", connection: 2, attributes: { latency: 5 } };
    const { status, json } = await proxy.ask<ToxicJson>("POST", "/proxies/p/toxics", body);
    assert.equal(status, 200);
    assert.equal(json.connection, 2);
    await using reader = await readEvents(`${proxy.url}/events`);
    await first.echo("passes");
    await second.echo("comes late");
    await reader.until(1);
    assert.equal(reader.events[0]?.data.toxic, "latency_downstream");
    assert.equal(reader.events[0]?.data.connection.id, 2);
    await second[Symbol.asyncDispose]();
    await reader.until(2);
    assert.deepEqual((await proxy.ask("GET", "/proxies/p/toxics")).json, []);
    const late = await proxy.ask<Refusal>("POST", "/proxies/p/toxics", body);
    assert.equal(late.status, 404);
    assert.equal(late.json.code, "CONNECTION_NOT_FOUND");
  });
});
