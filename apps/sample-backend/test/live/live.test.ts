import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { readMessage } from "../../src/live/feeds/message.ts";
import type { LiveConfig } from "../../src/live/live-config.ts";
import type { LiveParts } from "../../src/live/live-parts.ts";
import { soundLive } from "../../src/live/sound-live.ts";
import { type Item, openEvents, openSocket } from "./open-client.ts";
import { openRedis, type TestRedis } from "./open-redis.ts";
import { openTestLive, type TestLive } from "./open-test-live.ts";

let redis: TestRedis;
let url = "";

before(async () => {
  redis = await openRedis();
  url = (await redis.openLink()).url;
});
beforeEach(() => redis.own.command("FLUSHALL"));
after(() => redis[Symbol.asyncDispose]());

async function withLive(
  use: (live: TestLive) => Promise<void>,
  changes: Partial<LiveConfig> = {},
  swapped: Partial<LiveParts> = {},
): Promise<void> {
  await using live = await openTestLive(url, changes, swapped);
  await use(live);
}

test("messages of a channel are numbered, and come to sockets and event streams in order", () =>
  withLive(async ({ url: at, publish }) => {
    await using socket = await openSocket(at, "channel=news");
    await using events = await openEvents(at, "channel=news");
    for (const client of [socket, events]) await client.until("subscribed news");
    assert.deepEqual((await publish("news", "a")).body, { id: "a", seq: 1, via: "broker", receivers: 1 });
    assert.equal((await publish("news", "b")).body["seq"], 2);
    assert.equal((await publish("sport", "c")).body["seq"], 1);
    for (const client of [socket, events]) {
      await client.until("message news 2 b");
      assert.deepEqual(client.said(), ["subscribed news", "message news 1 a", "message news 2 b"]);
    }
  }));

test("the same message is published once, however often it is given", () =>
  withLive(async ({ url: at, publish }) => {
    await using socket = await openSocket(at, "channel=news");
    await socket.until("subscribed news");
    const answers = [await publish("news", "a"), await publish("news", "a"), await publish("news", "b")];
    assert.deepEqual(
      answers.map(({ body }) => body["seq"]),
      [1, 1, 2],
    );
    await socket.until("message news 2 b");
    assert.deepEqual(socket.said(), ["subscribed news", "message news 1 a", "message news 2 b"]);
  }));

test("messages are told apart by their channel and their id, however these are cut", () =>
  withLive(async ({ url: at, publish }) => {
    await using socket = await openSocket(at, "channel=cut&channel=cut:1");
    await socket.until("subscribed cut:1");
    const one = await publish("cut", "1:x");
    const other = await publish("cut:1", "x");
    assert.deepEqual([one.body["receivers"], other.body["receivers"]], [1, 1]);
    await socket.until("message cut:1 1 x");
  }));

test("a pattern brings the channels that there are and those that come, each message once", () =>
  withLive(async ({ url: at, publish }) => {
    await publish("room:1", "before");
    await using socket = await openSocket(at, "pattern=room:*&channel=room:1");
    await socket.until("subscribed room:*");
    await publish("room:1", "a");
    await publish("room:2", "b");
    await publish("rooms", "c");
    await publish("room:1", "d");
    await socket.until("message room:1 3 d");
    assert.deepEqual(socket.said().slice(2), ["message room:1 2 a", "message room:2 1 b", "message room:1 3 d"]);
  }));

test("a pattern brings the channels too that others listen to already, and that have had no message yet", () =>
  withLive(async ({ url: at, publish }) => {
    await using other = await openSocket(at, "channel=room:1");
    await other.until("subscribed room:1");
    await using socket = await openSocket(at, "pattern=room:*");
    await socket.until("subscribed room:*");
    await publish("room:1", "a");
    await other.until("message room:1 1 a");
    await socket.until("message room:1 1 a");
  }));

test("a channel whose first message comes while a pattern is being opened is followed from that one", async () => {
  let publishFirst: (() => Promise<unknown>) | undefined;
  await withLive(
    async ({ url: at, publish, live }) => {
      publishFirst = async () => {
        publishFirst = undefined;
        await publish("room:new", "a");
        while (live.feeds.get("room:new")?.held.size !== 1) await redis.own.command("PING");
      };
      await using socket = await openSocket(at, "pattern=room:*");
      await socket.until("message room:new 1 a");
      await publish("room:new", "b");
      await socket.until("message room:new 2 b");
      assert.deepEqual(socket.said(), ["subscribed room:*", "message room:new 1 a", "message room:new 2 b"]);
    },
    {},
    {
      // Redis has said what there is, and then the message is pushed, before anybody has read the answer.
      async readPositions(live, channels) {
        const positions = await soundLive.readPositions(live, channels);
        if (channels === "all" && live.subscribing.opening > 0) await publishFirst?.();
        return positions;
      },
    },
  );
});

test("wishes on an open socket are done and answered, and the last one counts", () =>
  withLive(async ({ url: at, publish }) => {
    await using socket = await openSocket(at);
    for (const type of ["subscribe", "unsubscribe", "subscribe", "unsubscribe", "subscribe"]) {
      socket.say({ type, channels: ["news"] });
    }
    // Each wish is answered, the withdrawn ones too: only the third answer says that the last one is in force.
    await socket.until((items) => items.filter(({ type }) => type === "subscribed").length === 3);
    await publish("news", "a");
    await socket.until("message news 1 a");
    socket.say({ type: "unsubscribe", channels: ["news"] });
    await socket.until("unsubscribed news");
    await publish("news", "b");
    socket.say({ type: "subscribe", channels: ["news"], after: { news: 1 } });
    await socket.until("message news 2 b");
    assert.equal(socket.said().filter((said) => said === "message news 1 a").length, 1);
  }));

test("nothing is subscribed in Redis that nobody listens to", () =>
  withLive(async ({ url: at, live }) => {
    {
      await using socket = await openSocket(at, "channel=news&pattern=room:*");
      await socket.until("subscribed room:*");
      assert.deepEqual(await redis.own.subscribers(), { "live:news": 1 });
      assert.equal(await redis.own.command("PUBSUB", "NUMPAT"), 1);
    }
    while (live.sockets.size > 0 || live.subscribing.confirmed.size > 0) await redis.own.command("PING");
    assert.deepEqual(await redis.own.subscribers(), {});
    assert.equal(await redis.own.command("PUBSUB", "NUMPAT"), 0);
    assert.equal(live.feeds.size, 0);
  }));

test("a message that reached nobody is counted, and told in the log with its channel", () =>
  withLive(async ({ publish, health, log }) => {
    assert.equal((await publish("news", "a")).body["receivers"], 0);
    assert.equal((await health()).unheard, 1);
    assert.equal((await log.seen(/nobody is subscribed to news/)).level, "warn");
  }));

test("an event stream goes on after its Last-Event-ID, with exactly what was missed", () =>
  withLive(async ({ url: at, publish }) => {
    await publish("news", "a");
    await publish("news", "b");
    await publish("news", "c");
    await using events = await openEvents(at, "channel=news", "news=1");
    await publish("news", "d");
    await events.until("message news 4 d");
    assert.deepEqual(events.said().slice(1), ["message news 2 b", "message news 3 c", "message news 4 d"]);
    assert.deepEqual(
      events.items.filter(({ type }) => type === "message").map(({ eventId }) => eventId),
      ["news=2", "news=3", "news=4"],
    );
  }));

test("the history survives the process, and is bounded: what is not kept any more is declared missing", async () => {
  const changes = { historyMost: 2 };
  await withLive(async ({ publish }) => {
    for (const id of ["a", "b", "c", "d", "e"]) await publish("news", id);
  }, changes);
  await withLive(async ({ url: at }) => {
    await using events = await openEvents(at, "channel=news", "news=1");
    await events.until("message news 5 e");
    assert.deepEqual(events.said(), ["subscribed news", "gap news 2 3", "message news 4 d", "message news 5 e"]);
  }, changes);
});

test("after a Last-Event-ID from the future all that there is is declared missing, and what comes then comes", () =>
  withLive(async ({ url: at, publish }) => {
    await publish("news", "a");
    await publish("news", "b");
    await using events = await openEvents(at, "channel=news", "news=50");
    await events.until("gap news 1 2");
    await publish("news", "c");
    await events.until("message news 3 c");
    assert.deepEqual(events.said().slice(1), ["gap news 1 2", "message news 3 c"]);
  }));

test("a push that was lost is noticed by the next one, and by the heartbeat when there is none", async () => {
  const lost = new Set(["b", "d"]);
  await withLive(
    async ({ url: at, publish }) => {
      await using socket = await openSocket(at, "channel=news");
      await socket.until("subscribed news");
      for (const id of ["a", "b", "c", "d"]) await publish("news", id);
      await socket.until("message news 4 d");
      assert.deepEqual(socket.said().slice(1), [
        "message news 1 a",
        "message news 2 b",
        "message news 3 c",
        "message news 4 d",
      ]);
    },
    {},
    {
      takePush(live, text) {
        const message = readMessage(text);
        if (message && !lost.delete(message.id)) soundLive.takePush(live, text);
      },
    },
  );
});

test("idle sockets and event streams are given signs of life", () =>
  withLive(async ({ url: at }) => {
    await using socket = await openSocket(at);
    await using events = await openEvents(at, "channel=news");
    const isKeptAlive = (items: readonly Item[]): boolean => items.filter(({ type }) => type === "alive").length >= 2;
    await Promise.all([socket.until(isKeptAlive), events.until(isKeptAlive)]);
    assert.deepEqual(socket.said(), []);
  }));

test("a stop says goodbye to all clients, and leaves no connection", () =>
  withLive(async ({ url: at, stop, live }) => {
    const socket = await openSocket(at, "channel=news");
    const events = await openEvents(at, "channel=news");
    for (const client of [socket, events]) await client.until("subscribed news");
    await stop();
    assert.deepEqual([await socket.ended, await events.ended], [1001, undefined]);
    for (const client of [socket, events]) assert.equal(client.said().at(-1), "closing");
    assert.deepEqual([live.sockets.size, live.commands.client, live.subscriptions.client], [0, undefined, undefined]);
    await assert.rejects(fetch(at));
  }));
