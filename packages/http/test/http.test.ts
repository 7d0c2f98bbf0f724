import assert from "node:assert/strict";
import { test } from "node:test";
import type { Program } from "@chaos-packs/contract/kind";
import { http } from "../src/http.ts";
import { context, openTestLink } from "./support/open-lane.ts";
import { openUpstream } from "./support/upstream.ts";

const service: Program = {
  name: "ocr",
  run: { command: ["ocr"] },
  ready: { path: "/" },
  env: ({ port }) => ({ PORT: `${port}` }),
};

test("every lane launches a service of its own, and ends it when the lane closes", async () => {
  const running = new Set<number>();
  const launch = async () => {
    const upstream = await openUpstream();
    running.add(upstream.port);
    return {
      port: upstream.port,
      async [Symbol.asyncDispose]() {
        await upstream[Symbol.asyncDispose]();
        running.delete(upstream.port);
      },
    };
  };
  await using server = await http({ service }).start(context([], { launch }));
  const { signal } = new AbortController();
  {
    await using one = await server.openLane("1", signal);
    await using two = await server.openLane("2", signal);
    assert.equal(running.size, 2);
    assert.notEqual(one.own.url, two.own.url);
    assert.deepEqual((await one.own.request("post", "/a?b=1", { c: 2 })).body, {
      method: "POST",
      url: "/a?b=1",
      body: '{"c":2}',
    });
  }
  assert.equal(running.size, 0);
});

test("its own way reaches the service while the link refuses, and reads JSON, text and bytes", async () => {
  await using upstream = await openUpstream(({ url }, response) => {
    response.setHeader("content-type", url.slice(1));
    response.end(url === "/application/json" ? '{"a":1}' : "\x01a");
  });
  await using link = await openTestLink(upstream.url);
  await using _ = await link.link.fail({ how: "refuse", at: "dial" });
  const { own } = link.lane;
  assert.deepEqual((await own.request("GET", "/application/json")).body, { a: 1 });
  assert.equal((await own.request("GET", "/text/plain")).body, "\x01a");
  const { body, bytes, status, headers } = await own.request("PUT", "/image/png", Buffer.of(0, 255));
  assert.deepEqual([body, status, headers["content-type"]], [Buffer.from("\x01a"), 200, "image/png"]);
  assert.deepEqual(bytes, body);
  assert.equal(upstream.heard.at(-1)?.body, "\x00\xff");
});

test("its own way gives up when the signal aborts, with the reason of that", async () => {
  await using upstream = await openUpstream(() => {});
  await using link = await openTestLink(upstream.url);
  const hurry = new AbortController();
  const answer = link.lane.own.request("GET", "/", undefined, {}, hurry.signal);
  hurry.abort(new Error("no time"));
  await assert.rejects(answer, /^Error: no time$/);
});

test("a lane's reset sends the request that makes the service forget, and fails clearly when it does not", async () => {
  await using upstream = await openUpstream(({ url }, response) =>
    response.writeHead(url === "/forget" ? 204 : 404).end(),
  );
  await using good = await openTestLink(upstream.url, { reset: { method: "POST", path: "/forget" } });
  await good.lane.reset();
  assert.deepEqual(
    upstream.heard.map(({ method, url }) => `${method} ${url}`),
    ["POST /forget"],
  );
  await using bad = await openTestLink(upstream.url, { reset: { method: "POST", path: "/nowhere" } });
  await assert.rejects(bad.lane.reset(), { code: "RESET_FAILED" });
  await using none = await openTestLink(upstream.url);
  await none.lane.reset();
  assert.equal(upstream.heard.length, 2);
});

test("a URL that is not on loopback is refused unless it is named, and so is one that is no plain address", async () => {
  await assert.rejects(http({ url: "http://192.0.2.1:80" }).start(context()), { code: "NOT_LOOPBACK" });
  await assert.rejects(http({ url: "https://127.0.0.1" }).start(context()), { code: "INVALID_URL" });
  await assert.rejects(http({ url: "http://127.0.0.1/path" }).start(context()), { code: "INVALID_URL" });
  await using server = await http({ url: "http://192.0.2.1:80", allowHosts: ["192.0.2.1"] }).start(context());
  assert.equal(server.version, "http://192.0.2.1:80");
});

test("a service that does not answer is a clear error of the harness's own way", async () => {
  const upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await upstream[Symbol.asyncDispose]();
  await assert.rejects(link.lane.own.request("GET", "/"), { code: "UPSTREAM_UNREACHABLE" });
});

test("a service of its own that has ended is in trouble, one that answers is not, and one that was given is not asked", async () => {
  const upstreams: AsyncDisposable[] = [];
  const launch = async () => {
    const upstream = await openUpstream();
    upstreams.push(upstream);
    return { port: upstream.port, async [Symbol.asyncDispose]() {} };
  };
  const { signal } = new AbortController();
  await using server = await http({ service }).start(context([], { launch }));
  await using lane = await server.openLane("1", signal);
  assert.equal(await lane.trouble?.(AbortSignal.timeout(3_000)), undefined);
  for (const upstream of upstreams) await upstream[Symbol.asyncDispose]();
  assert.match((await lane.trouble?.(AbortSignal.timeout(3_000))) ?? "", /^it answered UPSTREAM_UNREACHABLE/);

  await using given = await http({ url: "http://127.0.0.1:9" }).start(context([]));
  await using other = await given.openLane("1", signal);
  assert.equal(await other.trouble?.(AbortSignal.timeout(3_000)), undefined);
});
