import assert from "node:assert/strict";
import { once } from "node:events";
import test from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import { Redis } from "ioredis";
import { killClients, redis, restartServer } from "../../src/index.ts";
import { givenUrl } from "../../src/server/given-url.ts";
import { inject } from "../support/inject.ts";
import { openStack, startContext } from "../support/open-stack.ts";

const portOf = async (own: { command(...args: [string, ...string[]]): Promise<unknown> }): Promise<string> =>
  ((await own.command("CONFIG", "GET", "port")) as readonly string[])[1] as string;

test("of a server that is given each lane is a database of its own, and a reset empties only that", async () => {
  await using host = await openStack();
  await using started = await startContext();
  await using server = await redis({ url: `redis://127.0.0.1:${await portOf(host.lane.own)}/3` }).start(
    started.context,
  );
  const { signal } = started.context;
  await using first = await server.openLane("a", signal);
  await using second = await server.openLane("b", signal);
  await first.own.command("SET", "k", "1");
  await second.own.command("SET", "k", "2");
  await using link = await second.link({ by: { role: "api", index: 0 }, watch: () => undefined, connection: () => {} });
  assert.match(link.url, /^redis:\/\/127\.0\.0\.1:\d+\/4$/);
  await first.reset();
  assert.equal(await first.own.command("GET", "k"), null);
  assert.equal(await second.own.command("GET", "k"), "2");
  assert.equal(server.version, host.server.version);
});

test("a server that is given is not restarted, and says so; connections of the lane's database can be killed", async () => {
  await using host = await openStack();
  await using started = await startContext();
  await using server = await redis({ url: `redis://127.0.0.1:${await portOf(host.lane.own)}/2` }).start(
    started.context,
  );
  await using lane = await server.openLane("a", started.context.signal);
  await using link = await lane.link({ by: { role: "api", index: 0 }, watch: () => undefined, connection: () => {} });
  await assert.rejects(inject(restartServer(), link, { lane }), (error) => isChaosError(error, "SERVER_NOT_OURS"));
  const beside = await host.connect();
  const inside = new Redis(link.url, { lazyConnect: true, retryStrategy: null });
  await inside.connect();
  const ended = once(inside, "end");
  await inject(killClients({ type: "all" }), link, { lane });
  await ended;
  assert.equal(await beside.ping(), "PONG");
});

test("more lanes than databases are refused, and a closed lane gives its database back", async () => {
  await using host = await openStack();
  await using started = await startContext();
  await using server = await redis({ url: `redis://127.0.0.1:${await portOf(host.lane.own)}/15` }).start(
    started.context,
  );
  const lane = await server.openLane("a", started.context.signal);
  await assert.rejects(server.openLane("b", started.context.signal), (error) => isChaosError(error, "TOO_MANY_LANES"));
  await lane[Symbol.asyncDispose]();
  await using _again = await server.openLane("c", started.context.signal);
});

test("an address at which nobody listens is refused at once", async () => {
  await using started = await startContext();
  const port = await started.context.freePort();
  await assert.rejects(redis({ url: `redis://127.0.0.1:${port}` }).start(started.context), (error) =>
    isChaosError(error, "REDIS_REFUSES"),
  );
});

test("an address that is none, is behind TLS, or is not on loopback is refused; the target file may name another host", () => {
  for (const bad of ["localhost:6379", "rediss://127.0.0.1", "http://127.0.0.1", "redis://127.0.0.1/x"]) {
    assert.throws(
      () => givenUrl(bad, "environment"),
      (error) => isChaosError(error, "BAD_REDIS_URL"),
      bad,
    );
  }
  assert.throws(
    () => givenUrl("redis://redis.example:6379", "environment"),
    (error) => isChaosError(error, "NOT_LOOPBACK"),
  );
  const named = givenUrl("redis://redis.example:6379", "target file");
  assert.equal(named.url.hostname, "redis.example");
  assert.equal(named.isRemoteAllowed, true);
});
