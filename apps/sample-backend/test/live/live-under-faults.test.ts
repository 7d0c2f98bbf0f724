import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type ConnectionFailure, undoAll } from "@chaos-packs/contract/target";
import { monotonic } from "../../src/clock.ts";
import type { LiveConfig } from "../../src/live/live-config.ts";
import type { LiveParts } from "../../src/live/live-parts.ts";
import { soundLive } from "../../src/live/sound-live.ts";
import { type Item, openEvents, openSocket, type TestClient } from "./open-client.ts";
import { openRedis, type TestRedis } from "./open-redis.ts";
import { openTestLive, type TestLive } from "./open-test-live.ts";

let redis: TestRedis;
let link: Awaited<ReturnType<TestRedis["openLink"]>>;

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

/** Redis answers no publish but with an error, until disposed; all else goes on. */
const refusePublishes = (): Promise<AsyncDisposable> =>
  link.rule({ match: { command: "EVAL" }, error: "OOM command not allowed when used memory > 'maxmemory'." });

test("a client that goes on after its Last-Event-ID while Redis is away is given all it missed in order, when Redis is back", () =>
  withLive(async ({ url, publish }) => {
    await using socket = await openSocket(url, "channel=news");
    await socket.until("subscribed news");
    await publish("news", "a");
    await socket.until("message news 1 a");
    const outage = await openOutage();
    for (const id of ["b", "c"]) await publish("news", id);
    await using late = await openEvents(url, "channel=news", "news=0");
    await publish("news", "d");
    await socket.until("message news local d");
    await outage[Symbol.asyncDispose]();
    await late.until("message news 4 d");
    assert.deepEqual(
      messages(late),
      [1, 2, 3, 4].map((seq) => `message news ${seq} ${"abcd"[seq - 1]}`),
    );
    await socket.until("reconciled news 4 d");
    assert.equal(messages(socket).length, 4);
  }));

test("a client that comes while messages wait for Redis gets none before those that wait before it", () =>
  withLive(async ({ url, publish }) => {
    await using socket = await openSocket(url, "channel=news");
    await socket.until("subscribed news");
    await publish("news", "a");
    await socket.until("message news 1 a");
    const refused = await refusePublishes();
    await publish("news", "b");
    await using late = await openSocket(url, "channel=news");
    await late.until("subscribed news");
    await publish("news", "c");
    await socket.until("message news local c");
    await refused[Symbol.asyncDispose]();
    await late.until("message news 3 c");
    assert.deepEqual(messages(late), ["message news 2 b", "message news 3 c"]);
    await socket.until("reconciled news 3 c");
    assert.deepEqual(messages(socket), ["message news 1 a", "message news local b", "message news local c"]);
  }));

test("a local message declares nothing missing that the history keeps", () =>
  withLive(
    async ({ url, publish, live }) => {
      await using socket = await openSocket(url, "channel=news");
      await socket.until("subscribed news");
      await publish("news", "a");
      await socket.until("message news 1 a");
      await using other = await openTestLive(link.url);
      const unreadable = await link.rule({ match: { command: "ZRANGE" }, error: "LOADING Redis is loading" });
      for (const id of ["b", "c"]) await other.publish("news", id);
      while (live.feeds.get("news")?.known !== 3) await redis.own.command("PING");
      const refused = await refusePublishes();
      await publish("news", "d");
      await socket.until("message news local d");
      await unreadable[Symbol.asyncDispose]();
      await refused[Symbol.asyncDispose]();
      await socket.until("reconciled news 4 d");
      assert.deepEqual(socket.said().slice(1), [
        "message news 1 a",
        "message news local d",
        "message news 2 b",
        "message news 3 c",
        "reconciled news 4 d",
      ]);
    },
    { heartbeatMs: 60_000 },
    {
      takePush(live, text) {
        if (!text.includes('"id":"b"')) soundLive.takePush(live, text);
      },
    },
  ));

test("many messages to one channel at once are all answered in their time, also when Redis is slow", () =>
  withLive(
    async ({ url, publish }) => {
      await using socket = await openSocket(url, "channel=news");
      await socket.until("subscribed news");
      await using _slow = await link.rule({ match: { command: "EVAL" }, delayMs: 100 });
      const ids = Array.from({ length: 12 }, (_, n) => `${n}`);
      const began = monotonic();
      const took = await Promise.all(
        ids.map(async (id) => {
          assert.equal((await publish("news", id)).status < 300, true);
          return monotonic() - began;
        }),
      );
      // One after the other they take 1200 ms.
      assert.ok(Math.max(...took) < 800, `took ${Math.max(...took)} ms`);
      const isNumbered = (item: Item): boolean =>
        (item.type === "message" && item.seq !== null) || item.type === "reconciled";
      await socket.until((items) => items.filter(isNumbered).length === ids.length);
      const told = socket.items.filter(({ type }) => type === "message" || type === "reconciled");
      const numbers = told.flatMap((item) => ("seq" in item && item.seq !== null ? [item.seq] : []));
      assert.deepEqual(
        numbers,
        ids.map((_, at) => at + 1),
      );
      const came = told.flatMap((item) => (item.type === "message" ? [item.id] : []));
      assert.deepEqual([came.length, new Set(came)], [ids.length, new Set(ids)]);
    },
    { publishWithinMs: 400 },
  ));

test("a message that was pushed is not published again when its answer was lost, and Redis has lost its memory since", () => {
  let tries = 0;
  return withLive(
    async ({ url, publish }) => {
      await using socket = await openSocket(url, "channel=news");
      await socket.until("subscribed news");
      await using _lost = await link.rule({ match: { command: "EVAL" }, edge: "after", cut: "unanswered", times: 1 });
      assert.equal((await publish("news", "a")).body["seq"], 1);
      assert.equal(tries, 2);
      assert.equal((await publish("news", "b")).body["seq"], 2);
      await socket.until("message news 2 b");
      assert.deepEqual(messages(socket), ["message news 1 a", "message news 2 b"]);
    },
    {},
    {
      async giveToRedis(live, entry) {
        tries += 1;
        if (tries === 2) {
          while (entry.seenAs === undefined) await redis.own.command("PING");
          await redis.own.command("FLUSHALL");
        }
        return await soundLive.giveToRedis(live, entry);
      },
    },
  );
});

test("a change of the mode is told once to every socket, in health, and as an event", () =>
  withLive(async ({ url, health }) => {
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
    const toldBy = (type: Item["type"]) =>
      socket.items.flatMap((item) => {
        if (item.type !== type) return [];
        return item.type === "message"
          ? [(JSON.parse(item.body) as { mode: string }).mode]
          : "mode" in item
            ? [item.mode]
            : [];
      });
    await socket.until(() => toldBy("message").length >= toldBy("mode").length);
    assert.deepEqual(toldBy("message"), toldBy("mode"));
  }));

test("the mode is OFFLINE when not even local sockets can have a message any more, and back when Redis is", () =>
  withLive(
    async ({ url, publish, health }) => {
      await using socket = await openSocket(url);
      const outage = await openOutage();
      await using _healed = outage;
      await socket.until("mode MINIMAL");
      assert.equal((await publish("news", "a")).body["via"], "local");
      for (const id of ["b", "c"]) {
        const { status, body } = await publish("sport", id);
        assert.deepEqual([status, body["code"]], [503, "TOO_MANY_WAIT"]);
      }
      await socket.until("mode OFFLINE");
      assert.equal((await health()).services["sockets"], "failed");
      await outage[Symbol.asyncDispose]();
      await socket.until("mode NORMAL");
    },
    { outboxMost: 1 },
  ));

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
    // Nothing is missing, and nothing is said to be.
    assert.deepEqual(socket.said().slice(1), ["message news 1 a", "message news 2 b", "message news 3 c"]);
  }));

/** Redis forgets everything, and who publishes then knows of nothing either: numbers begin again at 1. */
async function publishAnew(...ids: readonly string[]): Promise<void> {
  await redis.own.command("FLUSHALL");
  await using fresh = await openTestLive(link.url);
  for (const [at, id] of ids.entries()) assert.equal((await fresh.publish("news", id)).body["seq"], at + 1);
}

test("numbers that begin anew are followed from the first on, also by a channel on which nothing has come yet", () =>
  withLive(async ({ publish }) => {
    for (const id of ["a", "b", "c"]) await publish("news", id);
    await using idle = await openTestLive(link.url);
    await using socket = await openSocket(idle.url, "channel=news");
    await socket.until("subscribed news");
    await publishAnew("d", "e");
    await socket.until("message news 2 e");
    assert.deepEqual(socket.said().slice(1), ["message news 1 d", "message news 2 e"]);
    // They have not gone by the name of old ones: whoever publishes here goes on from the new ones.
    assert.equal((await idle.publish("news", "f")).body["seq"], 3);
  }));

test("a message that Redis has forgotten and is given again is told by its new number only", () =>
  withLive(async ({ url, publish }) => {
    await using socket = await openSocket(url, "channel=news");
    await socket.until("subscribed news");
    for (const id of ["a", "b"]) await publish("news", id);
    await socket.until("message news 2 b");
    await publishAnew("b", "c");
    await socket.until("message news 2 c");
    assert.deepEqual(socket.said().slice(1), [
      "message news 1 a",
      "message news 2 b",
      "reconciled news 1 b",
      "message news 2 c",
    ]);
  }));

test("numbers that have begun anew and gone past the old ones are all followed, when pushes were lost", () =>
  withLive(
    async ({ url, publish }) => {
      await using socket = await openSocket(url, "channel=news");
      await socket.until("subscribed news");
      for (const id of ["a", "b"]) await publish("news", id);
      await socket.until("message news 2 b");
      await publishAnew("c", "d", "e");
      await socket.until("message news 3 e");
      assert.deepEqual(socket.said().slice(1), [
        "message news 1 a",
        "message news 2 b",
        "message news 1 c",
        "message news 2 d",
        "message news 3 e",
      ]);
    },
    { heartbeatMs: 60_000 },
    {
      takePush(live, text) {
        if (!/"id":"[cd]"/.test(text)) soundLive.takePush(live, text);
      },
    },
  ));

test("what was being fetched when numbers began anew moves no channel back to the old ones", () => {
  let isRead = false;
  let goOn: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  return withLive(
    async ({ url, publish }) => {
      await using socket = await openSocket(url, "channel=news");
      await socket.until("subscribed news");
      for (const id of ["a", "b", "c", "d"]) await publish("news", id);
      while (!isRead) await redis.own.command("PING");
      await publishAnew("e");
      await socket.until("message news 4 d");
      goOn();
      await socket.until("message news 1 e");
      await publish("news", "f");
      await socket.until("message news 2 f");
      assert.deepEqual(socket.said().slice(1), [
        "message news 1 a",
        "message news 2 b",
        "gap news 3 3",
        "message news 4 d",
        "message news 1 e",
        "message news 2 f",
      ]);
    },
    { heartbeatMs: 60_000 },
    {
      takePush(live, text) {
        if (!text.includes('"id":"c"')) soundLive.takePush(live, text);
      },
      async readHistory(live, channel, after) {
        const read = await soundLive.readHistory(live, channel, after);
        if (!isRead) {
          isRead = true;
          await gate;
        }
        return read;
      },
    },
  );
});

test("clients that read are given a backlog as large as it is, and none is cut off", () =>
  withLive(
    async ({ url, publish, live }) => {
      const body = "x".repeat(60_000);
      const ids = Array.from({ length: 80 }, (_, n) => `${n}`);
      const isWhole = (items: readonly Item[]): boolean =>
        items.filter(({ type }) => type === "message").length === ids.length;
      await using socket = await openSocket(url, "channel=news");
      await using events = await openEvents(url, "channel=news");
      for (const client of [socket, events]) await client.until("subscribed news");
      const refusing = await link.fail({ at: "accept", how: "rst" });
      await redis.own.command("CLIENT", "KILL", "TYPE", "pubsub");
      for (const id of ids) await publish("news", id, body);
      await refusing[Symbol.asyncDispose]();
      await using lateSocket = await openSocket(url, "channel=news&after=news%3D0");
      await using lateEvents = await openEvents(url, "channel=news", "news=0");
      for (const client of [socket, events, lateSocket, lateEvents]) {
        await client.until(isWhole);
        assert.deepEqual(
          client.said().filter((said) => !/^(mode|subscribed)/.test(said)),
          ids.map((id, at) => `message news ${at + 1} ${id}`),
        );
      }
      await publish("news", "end");
      for (const client of [socket, events, lateSocket, lateEvents])
        await client.until(`message news ${ids.length + 1} end`);
      assert.equal(live.counts.cutOff, 0);
    },
    { unsentMost: 100_000, heartbeatMs: 60_000 },
  ));

test("a connection that fails before it has subscribed to all has subscribed to nothing", () => {
  const left: (readonly string[])[] = [];
  return withLive(
    async ({ url, publish }) => {
      await using first = await openSocket(url, "channel=news&channel=sport");
      await first.until("subscribed sport");
      // Of two topics the second is not confirmed in time: greetings fail half way.
      const half = await link.rule({ match: { command: "SUBSCRIBE", key: "live:sport" }, delayMs: 1_000 });
      await redis.own.command("CLIENT", "KILL", "TYPE", "pubsub");
      while (left.length < 2) await redis.own.command("PING");
      await half[Symbol.asyncDispose]();
      assert.deepEqual(left.slice(0, 2), [[], []]);
      await using late = await openSocket(url, "channel=news");
      await late.until("subscribed news");
      await publish("news", "a");
      await late.until("message news 1 a");
    },
    { heartbeatMs: 60_000, connectTimeoutMs: 200 },
    {
      dialFailed(live, line, error) {
        if (line.name === "subscriptions") left.push([...live.subscribing.confirmed]);
        soundLive.dialFailed(live, line, error);
      },
    },
  );
});

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
