import assert from "node:assert/strict";
import net from "node:net";
import { describe, it } from "node:test";
import { TestClient } from "../support/client.ts";
import { startEcho } from "../support/servers.ts";
import { quietWhile } from "../support/turns.ts";
import type { Refusal, ToxicJson } from "./support/call.ts";
import { startProxy, type TestProxy } from "./support/start-proxy.ts";

/** A proxy beside the bad input, which has to stay undisturbed. */
async function withBystander(use: (proxy: TestProxy) => Promise<void>): Promise<void> {
  await using echo = await startEcho();
  await using proxy = await startProxy();
  const port = await proxy.make({ name: "p", upstream: `127.0.0.1:${echo.port}` });
  await using client = new TestClient(port);
  await client.echo("before");
  await use(proxy);
  await client.echo("after");
  assert.equal((await proxy.ask("GET", "/proxies/p")).status, 200);
}

const toxics = "/proxies/p/toxics";

describe("bad input of the admin API", { timeout: 60_000 }, () => {
  it("refuses what is no JSON, in every route that takes a body (400)", () =>
    withBystander(async (proxy) => {
      await proxy.ask("POST", toxics, { type: "noop" });
      for (const path of ["/proxies", "/populate", "/proxies/p", toxics, `${toxics}/noop_downstream`]) {
        for (const body of ["", "{", '{"name": "x"} garbage', '{"latency": NaN}', "\u0000\u0001"]) {
          const { status, json } = await proxy.ask<Refusal>("POST", path, body);
          assert.equal(status, 400, `${path} ${body}`);
          assert.match(json.error, /^bad request body: /);
        }
        for (const body of ["null", "7", '"text"', path === "/populate" ? "{}" : "[]"]) {
          const { status, json } = await proxy.ask<Refusal>("POST", path, body);
          assert.equal(status, 400, `${path} ${body}`);
          assert.match(json.error, /expected an (object|array of proxies)/);
        }
      }
    }));

  it("refuses fields of the wrong type, and fields that nobody knows, with their path (400)", () =>
    withBystander(async (proxy) => {
      const upstream = "127.0.0.1:9";
      const cases: readonly (readonly [path: string, body: unknown, problem: string])[] = [
        ["/proxies", { name: 7, upstream }, "name"],
        ["/proxies", { name: "x", upstream, listen: 8080 }, "listen"],
        ["/proxies", { name: "x", upstream, enabled: "yes" }, "enabled"],
        ["/proxies", { name: "x", upstream, enbled: true }, "enbled"],
        ["/proxies", { name: "x", upstream, toxics: {} }, "toxics"],
        ["/proxies", { name: "x", upstream, toxics: [{ type: "noop" }, { type: "noop" }] }, "toxics[1].name"],
        ["/proxies", { name: "x", upstream, toxics: [{ type: "noop", connection: 1 }] }, "toxics[0].connection"],
        ["/proxies/p", { name: "other" }, "name"],
        ["/proxies/p", { upstream: "" }, "upstream"],
        [toxics, { type: "noop", toxicty: 0.5 }, "toxicty"],
        [toxics, { type: 7 }, "type"],
        [toxics, { type: "noop", stream: 7 }, "stream"],
        [toxics, { type: "noop", name: 7 }, "name"],
        [toxics, { type: "noop", attributes: [] }, "attributes"],
        [toxics, { type: "noop", connection: 0 }, "connection"],
        [toxics, { type: "noop", connection: "one" }, "connection"],
      ];
      for (const [path, body, problem] of cases) {
        const { status, json } = await proxy.ask<Refusal>("POST", path, body);
        assert.equal(status, 400, JSON.stringify(body));
        assert.ok(
          json.problems?.some((each) => each.path === problem),
          `${JSON.stringify(body)} → ${JSON.stringify(json)}`,
        );
      }
    }));

  it("refuses bad attributes and toxicities, added and changed, with their path (400)", () =>
    withBystander(async (proxy) => {
      await proxy.ask("POST", toxics, { type: "latency", name: "old", attributes: { latency: 1 } });
      const before = (await proxy.ask<ToxicJson>("GET", `${toxics}/old`)).json;
      const attributes: readonly (readonly [attributes: unknown, problem: string])[] = [
        [{ latency: -1 }, "attributes.latency"],
        [{ latency: "100" }, "attributes.latency"],
        [{ latency: true }, "attributes.latency"],
        [{ latency: [] }, "attributes.latency"],
        [{ latency: 1e300 }, "attributes.latency"],
        [{ jitter: -1 }, "attributes.jitter"],
        [{ latancy: 100 }, "attributes.latancy"],
        [{ rate: 100 }, "attributes.rate"],
      ];
      for (const [bad, problem] of attributes) {
        for (const [path, body] of [
          [toxics, { type: "latency", name: "new", attributes: bad }],
          [`${toxics}/old`, { attributes: bad }],
        ] as const) {
          const { status, json } = await proxy.ask<Refusal>("POST", path, body);
          assert.equal(status, 400, JSON.stringify(body));
          assert.equal(json.problems?.[0]?.path, problem, JSON.stringify(json));
          assert.match(json.error, /^bad request body: /);
        }
      }
      for (const toxicity of [-0.1, 1.1, 1e300, "1", true]) {
        for (const [path, body] of [
          [toxics, { type: "noop", toxicity }],
          [`${toxics}/old`, { toxicity }],
        ] as const) {
          const { status, json } = await proxy.ask<Refusal>("POST", path, body);
          assert.equal(status, 400, JSON.stringify(body));
          assert.equal(json.problems?.[0]?.path, "toxicity");
        }
      }
      const infinite = await proxy.ask<Refusal>(
        "POST",
        toxics,
        '{"type": "latency", "attributes": {"latency": 1e999}}',
      );
      assert.equal(infinite.status, 400);
      assert.deepEqual((await proxy.ask(`GET`, toxics)).json, [before]);
    }));

  it("refuses to make another toxic of one by a change (400)", () =>
    withBystander(async (proxy) => {
      await proxy.ask("POST", toxics, { type: "latency", attributes: { latency: 1 } });
      for (const body of [{ type: "bandwidth" }, { name: "other" }, { stream: "upstream" }]) {
        const { status, json } = await proxy.ask<Refusal>("POST", `${toxics}/latency_downstream`, body);
        assert.equal(status, 400);
        assert.equal(json.problems?.[0]?.path, Object.keys(body)[0]);
      }
      const same = { type: "latency", name: "latency_downstream", stream: "downstream" };
      assert.equal((await proxy.ask("POST", `${toxics}/latency_downstream`, same)).status, 200);
    }));

  it("refuses addresses that are none, and those of other machines (400)", () =>
    withBystander(async (proxy) => {
      for (const upstream of [
        "nowhere",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "127.0.0.1:x",
        "[::1:9",
        "a b:9",
        "http://127.0.0.1:9",
      ]) {
        const { status, json } = await proxy.ask<Refusal>("POST", "/proxies", { name: "x", upstream });
        assert.equal(status, 400, upstream);
        assert.equal(json.code, "ADDRESS_NOT_POSSIBLE", upstream);
      }
      for (const body of [
        { upstream: "192.0.2.1:9" },
        { upstream: "example.com:80" },
        { upstream: "127.0.0.1:9", listen: "0.0.0.0:0" },
        { upstream: "127.0.0.1:9", listen: "[::]:0" },
      ]) {
        const { status, json } = await proxy.ask<Refusal>("POST", "/proxies", { name: "x", ...body });
        assert.equal(status, 400);
        assert.equal(json.code, "NOT_LOOPBACK");
        assert.match(json.error, /--allow-remote/);
        assert.equal((await proxy.ask<Refusal>("PATCH", "/proxies/p", body)).json.code, "NOT_LOOPBACK");
      }
    }));

  it("listens on loopback when it is told no host", async () => {
    await using proxy = await startProxy();
    for (const [name, listen] of [
      ["a", ""],
      ["b", ":0"],
      ["c", undefined],
      ["d", null],
    ] as const) {
      const { json } = await proxy.ask<{ listen: string }>("POST", "/proxies", { name, listen, upstream: ":9" });
      assert.match(json.listen, /^127\.0\.0\.1:\d+$/);
    }
  });

  it("says so when a port is taken (500, as Toxiproxy) and makes no proxy", () =>
    withBystander(async (proxy) => {
      const listen = new URL(proxy.url).host;
      const { status, json } = await proxy.ask<Refusal>("POST", "/proxies", {
        name: "x",
        listen,
        upstream: "127.0.0.1:9",
      });
      assert.equal(status, 500);
      assert.equal(json.code, "PORT_TAKEN");
      assert.equal((await proxy.ask("GET", "/proxies/x")).status, 404);
    }));

  it("closes a connection whose upstream does not exist, and stays", () =>
    withBystander(async (proxy) => {
      const port = await proxy.make({ name: "nowhere", upstream: "127.0.0.1:1" });
      for (let i = 0; i < 3; i++) assert.match(await new TestClient(port).ending, /fin|rst/);
    }));

  it("refuses a body of 10 MB (413)", () =>
    withBystander(async (proxy) => {
      const { status, json } = await proxy.ask<Refusal>("POST", "/proxies", "x".repeat(10_000_000));
      assert.equal(status, 413);
      assert.equal(json.code, "BODY_TOO_LARGE");
    }));

  it("refuses what is nested too deep or named too long, without falling", () =>
    withBystander(async (proxy) => {
      const deep = `${"[".repeat(400_000)}${"]".repeat(400_000)}`;
      for (const body of [deep, `{"name": ${deep}}`, `{"name": "x", "upstream": "${"u".repeat(900_000)}"}`]) {
        const { status, text } = await proxy.ask("POST", "/proxies", body);
        assert.equal(status, 400);
        assert.ok(text.length < 2_000);
      }
    }));

  it("outlives 10 MB of garbage that is no HTTP", () =>
    withBystander(async (proxy) => {
      const port = Number(new URL(proxy.url).port);
      for (const byte of [0, 0x41, 0xff]) {
        const socket = net.connect({ port, host: "127.0.0.1" });
        socket.on("error", () => {}); // it is cut off in the middle
        const closed = new Promise((resolve) => socket.on("close", resolve));
        socket.write(Buffer.alloc(10_000_000, byte));
        socket.resume();
        await closed;
      }
    }));

  it("is not held up by clients that open and never speak, or never finish, nor is its end", async () => {
    await using proxy = await startProxy();
    const port = Number(new URL(proxy.url).port);
    await using silent = new TestClient(port);
    await using unfinished = new TestClient(port);
    await Promise.all([silent.connected, unfinished.connected]);
    unfinished.write("POST /proxies HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
    await quietWhile();
    assert.equal((await proxy.ask("GET", "/proxies")).status, 200);
    await proxy[Symbol.asyncDispose]();
    for (const client of [silent, unfinished]) assert.match(await client.ending, /fin|rst/);
  });
});
