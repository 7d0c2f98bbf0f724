import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type ConnectionFailure, type Link, undoAll } from "@chaos-packs/contract";
import type { LiveConfig } from "../../src/live/live-config.ts";
import type { LiveParts } from "../../src/live/live-parts.ts";
import { openEvents, openSocket, type TestClient } from "./open-client.ts";
import { openRedis, type TestRedis } from "./open-redis.ts";
import { openTestLive, type TestLive } from "./open-test-live.ts";

let redis: TestRedis;
let link: Link;

before(async () => {
  redis = await openRedis();
  link = await redis.openLink();
});
beforeEach(() => redis.own.command("FLUSHALL"));
after(() => redis[Symbol.asyncDispose]());

async function withLive(
  use: (live: TestLive) => Promise<void>,
  changes: Partial<LiveConfig> = {},
  swapped: Partial<LiveParts> = {},
): Promise<void> {
  await using live = await openTestLive(link.url, changes, swapped);
  await use(live);
}

/** Redis is gone, until disposed. */
async function openOutage(): Promise<AsyncDisposable> {
  return undoAll([await link.fail({ at: "dial", how: "refuse" }), await link.fail({ at: "now", how: "rst" })]);
}

/** What a client was told of messages, and nothing else. */
const messages = (client: TestClient): readonly string[] => client.said().filter((said) => said.startsWith("message"));

test("while Redis is away messages go to local sockets, marked; afterwards they get their numbers, in order, and nobody gets them twice", () =>
  withLive(async ({ url, publish, live }) => {
    await using socket = await openSocket(url, "channel=news");
    await socket.until("subscribed news");
    await publish("news", "a");
    await socket.until("message news 1 a");
    const outage = await openOutage();
    for (const id of ["b", "c"]) {
      const { status, body } = await publish("news", id);
      assert.deepEqual([status, body["seq"], body["via"]], [202, null, "local"]);
    }
    await outage[Symbol.asyncDispose]();
    await socket.until("reconciled news 3 c");
    assert.equal((await publish("news", "d")).body["seq"], 4);
    await socket.until("message news 4 d");
    assert.deepEqual(messages(socket), [
      "message news 1 a",
      "message news local b",
      "message news local c",
      "message news 4 d",
    ]);
    assert.equal(live.counts.toldLocally, 2);
    await using late = await openEvents(url, "channel=news", "news=0");
    await late.until("message news 4 d");
    assert.deepEqual(
      messages(late),
      [1, 2, 3, 4].map((seq) => `message news ${seq} ${"abcd"[seq - 1]}`),
    );
  }));

test("a change of the mode is told once to every socket, in health, and as an event", () =>
  withLive(async ({ url, health, publish }) => {
    await using socket = await openSocket(url, "channel=news&channel=service:mode");
    await using events = await openEvents(url, "channel=news");
    await Promise.all([socket, events].map((client) => client.until("subscribed news")));
    const outage = await openOutage();
    await Promise.all([socket, events].map((client) => client.until("mode MINIMAL")));
    const { mode, services } = await health();
    assert.deepEqual(
      [mode, services],
      ["MINIMAL", { publishing: "failed", subscriptions: "failed", sockets: "healthy" }],
    );
    await using late = await openSocket(url);
    await late.until("mode MINIMAL");
    await outage[Symbol.asyncDispose]();
    for (const client of [socket, events, late]) {
      await client.until("mode NORMAL");
      const modes = client.said().filter((said) => said.startsWith("mode"));
      assert.equal(modes.length, new Set(modes.map((said, at) => `${said} after ${modes[at - 1]}`)).size);
      assert.equal(
        modes.some((said, at) => said === modes[at - 1]),
        false,
      );
    }
    await publish("service:mode", "end");
    await socket.until((items) => items.some((item) => item.type === "message" && item.id === "end"));
    const told = socket.items.flatMap((item) => (item.type === "mode" ? [item.mode] : []));
    const published = socket.items.flatMap((item) =>
      item.type === "message" && item.id !== "end" ? [(JSON.parse(item.body) as { mode: string }).mode] : [],
    );
    assert.deepEqual(published, told);
  }));

test("after its connections were lost a process is subscribed to all channels and patterns again, and fetches what it missed", () =>
  withLive(async ({ url, publish, live }) => {
    await using socket = await openSocket(url, "channel=news&channel=sport&pattern=room:*&pattern=hall:*");
    await socket.until("subscribed hall:*");
    const refusing = await link.fail({ at: "accept", how: "rst" });
    await redis.own.command("CLIENT", "KILL", "TYPE", "pubsub");
    for (const channel of ["news", "sport", "room:1", "hall:1"]) await publish(channel, "a");
    await refusing[Symbol.asyncDispose]();
    while (!live.subscriptions.client) await redis.own.command("PING");
    for (const channel of ["news", "sport", "room:1", "hall:1"]) await publish(channel, "b");
    for (const channel of ["news", "sport", "room:1", "hall:1"]) {
      await socket.until(`message ${channel} 2 b`);
      assert.deepEqual(
        messages(socket).filter((said) => said.startsWith(`message ${channel} `)),
        [`message ${channel} 1 a`, `message ${channel} 2 b`],
      );
    }
    assert.deepEqual(await redis.own.subscribers(), { "live:news": 1, "live:sport": 1 });
    assert.equal(await redis.own.command("PUBSUB", "NUMPAT"), 2);
  }));

test("numbers go on when Redis has lost its memory", () =>
  withLive(async ({ url, publish }) => {
    await using socket = await openSocket(url, "channel=news");
    await socket.until("subscribed news");
    for (const id of ["a", "b"]) await publish("news", id);
    await socket.until("message news 2 b");
    await redis.own.command("FLUSHALL");
    assert.equal((await publish("news", "c")).body["seq"], 3);
    await socket.until("message news 3 c");
    assert.deepEqual(messages(socket), ["message news 1 a", "message news 2 b", "message news 3 c"]);
  }));

test("a dead connection that is open still is noticed by the heartbeat", () =>
  withLive(async ({ url, publish }) => {
    await using socket = await openSocket(url, "channel=news");
    await socket.until("subscribed news");
    await using _gone = await link.fail({ at: "now", how: "server-gone" });
    await publish("news", "a");
    await socket.until((items) => items.some((item) => item.type === "message" && item.id === "a"));
    assert.equal((await publish("news", "b")).status < 300, true);
    await socket.until((items) => items.some((item) => item.type === "message" && item.id === "b"));
    assert.equal(messages(socket).length, 2);
  }));

const HANDSHAKES: readonly ConnectionFailure[] = [
  { how: "fin", at: "accept", times: 2 },
  { how: "rst", at: "first-bytes", times: 2 },
  { how: "rst", at: "mid-handshake", times: 2 },
  { how: "silence", at: "accept", times: 2 },
];

test("handshakes that fail, in whatever way, do not end the reconnecting", () =>
  withLive(
    async ({ url, publish }) => {
      await using socket = await openSocket(url, "channel=news");
      await socket.until("subscribed news");
      for (const [at, failure] of HANDSHAKES.entries()) {
        await using _failing = await link.fail(failure);
        await using _lost = await link.fail({ how: "rst", at: "now" });
        for (let { status } = await publish("news", `${at}`); status !== 201; ) {
          ({ status } = await publish("news", `${at}`));
        }
      }
      await publish("news", "end");
      await socket.until((items) => items.some((item) => item.type === "message" && item.id === "end"));
      const ids = socket.items.flatMap((item) => (item.type === "message" ? [item.id] : []));
      assert.deepEqual(ids, ["0", "1", "2", "3", "end"]);
    },
    { connectTimeoutMs: 100 },
  ));

test("of too many messages that wait for Redis the oldest are given up, and declared missing to those who never had them", () =>
  withLive(
    async ({ url, publish, live }) => {
      const outage = await openOutage();
      await using _healed = outage;
      for (const id of ["a", "b", "c", "d", "e"]) assert.equal((await publish("news", id)).body["via"], "local");
      assert.equal(live.counts.dropped, 2);
      await outage[Symbol.asyncDispose]();
      while (live.outbox.entries.size > 0) await redis.own.command("PING");
      assert.equal((await publish("news", "f")).body["seq"], 6);
      await using events = await openEvents(url, "channel=news", "news=0");
      await events.until("message news 6 f");
      assert.deepEqual(
        events
          .said()
          .filter((said) => !said.startsWith("mode"))
          .slice(1),
        ["message news 1 a", "gap news 2 3", "message news 4 d", "message news 5 e", "message news 6 f"],
      );
    },
    { outboxMost: 3 },
  ));

test("a stop settles although Redis is gone", () =>
  withLive(async ({ url, publish, stop, live, log }) => {
    const socket = await openSocket(url, "channel=news");
    await socket.until("subscribed news");
    await using _outage = await openOutage();
    await publish("news", "a");
    await socket.until("message news local a");
    await stop();
    assert.equal(await socket.ended, 1001);
    assert.deepEqual([live.commands.isClosed, live.subscriptions.isClosed, live.sockets.size], [true, true, 0]);
    await log.seen(/only local sockets have had/);
  }));

test("whatever happens to the connections, each message comes once, in order", () =>
  withLive(
    async ({ url, publish }) => {
      const failures: readonly ConnectionFailure[] = [
        { how: "rst", at: "now" },
        { how: "rst", at: "mid-reply", times: 2 },
        { how: "fin", at: "now" },
        { how: "rst", at: "mid-handshake", times: 2 },
        { how: "server-gone", at: "now" },
        { how: "refuse", at: "dial" },
      ];
      await using socket = await openSocket(url, "channel=news");
      await socket.until("subscribed news");
      const ids: string[] = [];
      for (const [at, failure] of failures.entries()) {
        await using _failing = await link.fail(failure);
        for (const each of ["a", "b", "c"]) {
          ids.push(`${at}${each}`);
          assert.equal((await publish("news", `${at}${each}`)).status < 300, true);
        }
      }
      await publish("news", "end");
      await socket.until((items) => items.some((item) => item.type === "message" && item.id === "end"));
      const came = socket.items.flatMap((item) => (item.type === "message" ? [item.id] : []));
      assert.deepEqual(came, [...ids, "end"]);
    },
    { connectTimeoutMs: 100 },
  ));
