import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { after, before, test } from "node:test";
import { WebSocket } from "ws";
import { monotonic } from "../../src/clock.ts";
import type { LiveConfig } from "../../src/live/live-config.ts";
import { openEvents, openSocket } from "./open-client.ts";
import { openRedis, type TestRedis } from "./open-redis.ts";
import { openTestLive, type TestLive } from "./open-test-live.ts";

let redis: TestRedis;
let url = "";

before(async () => {
  redis = await openRedis();
  url = (await redis.openLink()).url;
});
after(() => redis[Symbol.asyncDispose]());

async function withLive(use: (live: TestLive) => Promise<void>, changes: Partial<LiveConfig> = {}): Promise<void> {
  await using live = await openTestLive(url, changes);
  await use(live);
}

/** The answer to a WebSocket that is not taken in. */
async function refusalOf(at: string, path: string): Promise<{ status: number | undefined; body: string }> {
  const webSocket = new WebSocket(`${at.replace("http", "ws")}${path}`);
  const [, response] = await once(webSocket, "unexpected-response");
  let body = "";
  for await (const part of response) body += String(part);
  return { status: response.statusCode, body };
}

const BAD_NAMES: readonly (readonly [string, RegExp])[] = [
  ["", /empty/],
  ["two words", /white space/],
  ["line\nbreak", /white space/],
  ["x".repeat(201), /more than 200/],
];

test("an invalid channel is refused with what is wrong with it, wherever it is named", () =>
  withLive(async ({ url: at, publish, send }) => {
    for (const [name, words] of BAD_NAMES) {
      const query = new URLSearchParams({ channel: name }).toString();
      for (const { status, body } of [await publish(name, "a"), await send(`/events?${query}`)]) {
        assert.deepEqual([status, body["code"]], [400, "INVALID_CHANNEL"]);
        assert.match(String(body["error"]), words);
      }
      const { status, body } = await refusalOf(at, `/socket?${query}`);
      assert.equal(status, 400);
      assert.match(body, words);
    }
    assert.equal((await send("/channels/%E0%A4%A/messages", { method: "POST" })).body["code"], "INVALID_CHANNEL");
  }));

test("a wish with an invalid channel is refused by itself: the good ones of it, and the socket, live on", () =>
  withLive(async ({ url: at, publish }) => {
    await using socket = await openSocket(at, "channel=sport");
    await socket.until("subscribed sport");
    socket.say({ type: "subscribe", channels: ["two words", "news", ""], patterns: ["room:[1]"] });
    await socket.until("subscribed news");
    assert.equal(socket.said().filter((said) => said === "refused INVALID_CHANNEL").length, 3);
    await publish("news", "good");
    await publish("sport", "good");
    await socket.until((items) => items.filter(({ type }) => type === "message").length === 2);
  }));

test("nobody but the service publishes on the channel of its mode", () =>
  withLive(async ({ url: at, publish }) => {
    await using socket = await openSocket(at, "channel=service:mode&channel=told");
    await socket.until("subscribed told");
    const { status, body } = await publish("service:mode", "forged", '{"mode":"OFFLINE"}');
    assert.deepEqual([status, body["code"]], [400, "INVALID_CHANNEL"]);
    await publish("told", "good");
    await socket.until("message told 1 good");
    assert.equal(socket.items.filter(({ type }) => type === "message").length, 1);
  }));

test("a path that is none is refused with words, and a client that hangs up while it sends is no error", () =>
  withLive(async ({ url: at, publish, log }) => {
    const port = Number(new URL(at).port);
    const client = net.connect(port, "127.0.0.1");
    client.write("GET // HTTP/1.1\r\nhost: live\r\nconnection: close\r\n\r\n");
    let answer = "";
    for await (const part of client) answer += String(part);
    assert.match(answer, /^HTTP\/1.1 400 .*MALFORMED/s);
    const sender = net.connect(port, "127.0.0.1");
    sender.write(
      "POST /channels/news/messages HTTP/1.1\r\nhost: live\r\ncontent-length: 100\r\nexpect: 100-continue\r\n\r\n{",
    );
    // The request is being read.
    await once(sender, "data");
    sender.resetAndDestroy();
    await log.seen(/hung up/);
    assert.equal((await publish("news", "good")).status, 201);
    assert.deepEqual(
      log.lines.filter(({ level }) => level === "error"),
      [],
    );
  }));

test("what is malformed is refused with words, on every way in, and the socket lives on", () =>
  withLive(async ({ url: at, publish, send }) => {
    for (const body of ["", "{", "7", "null", "[]", '{"body":7}']) {
      const answer = await send("/channels/news/messages", { method: "POST", body });
      assert.deepEqual([answer.status, answer.body["code"]], [400, "MALFORMED"], body);
    }
    const longId = await publish("news", "x".repeat(201), "body");
    assert.deepEqual([longId.status, longId.body["code"]], [400, "MALFORMED"]);
    assert.equal((await send("/events")).body["code"], "MALFORMED");
    assert.equal((await send("/nowhere")).status, 404);
    assert.equal((await refusalOf(at, "/nowhere")).status, 404);
    await using socket = await openSocket(at, "channel=malformed");
    await socket.until("subscribed malformed");
    for (const wish of ["{", "7", '{"type":"publish"}']) socket.say(wish);
    socket.webSocket.send(Buffer.from([0, 1, 2]), { binary: true });
    await socket.until((items) => items.filter(({ type }) => type === "refused").length === 4);
    await publish("malformed", "good");
    await socket.until((items) => items.some((item) => item.type === "message" && item.id === "good"));
  }));

test("a pattern that was made to be slow holds up nobody", () =>
  withLive(async ({ url: at, publish }) => {
    await using socket = await openSocket(at, "channel=quick");
    await socket.until("subscribed quick");
    const channel = "a".repeat(200);
    const pattern = `${"*a".repeat(4)}*b`;
    await using slow = await openSocket(at, `pattern=${pattern}&channel=${channel}`);
    await slow.until(`subscribed ${pattern}`);
    const began = monotonic();
    await publish(channel, "long");
    await publish("quick", "good");
    await socket.until("message quick 1 good");
    assert.ok(monotonic() - began < 2_000, `took ${monotonic() - began} ms`);
  }));

test("what somebody else publishes in Redis is told in the log when it is no message, and the channel lives on", () =>
  withLive(async ({ url: at, publish, log }) => {
    await using socket = await openSocket(at, "channel=odd");
    await socket.until("subscribed odd");
    const message = { seq: 1, epoch: "e", floor: 0, channel: "odd", id: "odd", body: "odd", at: "" };
    const odd = [
      ...["0", "-1", "1.5", "1e300", '"1"', "null"].map((seq) =>
        JSON.stringify(message).replace('"seq":1', `"seq":${seq}`),
      ),
      ...["", "{", "7", "null", "[]", "\u0000"],
      ...[{ floor: -1 }, { floor: "0" }, { epoch: 7 }, { body: 7 }, { id: null }, { channel: [] }].map((fault) =>
        JSON.stringify({ ...message, ...fault }),
      ),
    ];
    for (const text of odd) await redis.own.command("PUBLISH", "live:odd", text);
    assert.equal((await log.seen(/no message/)).level, "warn");
    for (const [n, id] of ["a", "b"].entries()) assert.equal((await publish("odd", id)).body["seq"], n + 1);
    await socket.until("message odd 2 b");
    assert.deepEqual(socket.said().slice(1), ["message odd 1 a", "message odd 2 b"]);
  }));

test("a Last-Event-ID that no event had is refused with words", () =>
  withLive(async ({ url: at }) => {
    for (const lastEventId of ["news", "news=x", "{}", "=1"]) {
      const { status, ...response } = await fetch(`${at}/events?channel=news`, {
        headers: { "last-event-id": lastEventId },
      }).then(async (answer) => ({ status: answer.status, body: (await answer.json()) as { error: string } }));
      assert.equal(status, 400);
      assert.match(response.body.error, /Last-Event-ID/);
    }
  }));

test("no event has an id that its client could not send back", () =>
  withLive(async ({ url: at, send, publish }) => {
    const long = (n: number): string => `${n}-${"é".repeat(180)}`;
    const many = Array.from({ length: 12 }, (_, n) => `channel=${encodeURIComponent(long(n))}`).join("&");
    const { status, body } = await send(`/events?${many}`);
    assert.deepEqual([status, body["code"]], [400, "TOO_MANY"]);
    await using events = await openEvents(at, "pattern=*-é*");
    await events.until("subscribed *-é*");
    for (let n = 0; n < 16; n += 1) await publish(long(n), "a");
    await events.until((items) => items.filter(({ type }) => type === "message").length === 16);
    const lastEventId = events.items.findLast(({ eventId }) => eventId !== undefined)?.eventId ?? "";
    assert.ok(lastEventId.length > 1_000);
    await using again = await openEvents(at, "pattern=*-é*", lastEventId);
    await again.until("subscribed *-é*");
  }));

test("what is too large is refused: a message, a wish, a header; others live on", () =>
  withLive(
    async ({ url: at, publish, send }) => {
      await using other = await openSocket(at, "channel=large");
      await other.until("subscribed large");
      for (const size of [1_001, 100_000]) {
        const { status, body } = await publish("large", `large ${size}`, "x".repeat(size));
        assert.deepEqual([status, body["code"]], [400, "TOO_LARGE"]);
      }
      await using socket = await openSocket(at, "channel=large");
      socket.say({ type: "subscribe", channels: ["x".repeat(20_000)] });
      // "Message too big": https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
      assert.equal(await socket.ended, 1009);
      const { status } = await fetch(`${at}/events?channel=large`, {
        headers: { "last-event-id": "x".repeat(30_000) },
      });
      assert.equal(status, 431);
      const many = Array.from({ length: 101 }, (_, n) => `channel=${n}`).join("&");
      assert.equal((await send(`/events?${many}`)).body["code"], "TOO_MANY");
      other.say({ type: "subscribe", channels: Array.from({ length: 100 }, (_, n) => `${n}`) });
      await other.until("refused TOO_MANY");
      assert.equal((await publish("large", "whole", "x".repeat(1_000))).status, 201);
      await other.until((items) => items.some((item) => item.type === "message" && item.body.length === 1_000));
    },
    { messageMost: 1_000 },
  ));

/** What a client that never reads lets pile up in the kernel has to be exceeded by far. */
const BODY = "x".repeat(60_000);
const MESSAGES = 220;

for (const over of ["WebSocket", "event stream"]) {
  test(`a client that never reads its ${over} is cut off, and delays nobody`, () =>
    withLive(
      async ({ url: at, publish, live }) => {
        const channel = `unread ${over}`.replaceAll(" ", "-");
        await using reader = await openSocket(at, `channel=${channel}`);
        await reader.until(`subscribed ${channel}`);
        const path = over === "WebSocket" ? "/socket" : "/events";
        const upgrade =
          over === "WebSocket"
            ? "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            : "";
        const client = net.connect(Number(new URL(at).port), "127.0.0.1");
        client.write(`GET ${path}?channel=${channel} HTTP/1.1\r\nhost: live\r\n${upgrade}\r\n`);
        client.pause();
        client.on("error", () => client.destroy());
        while (live.feeds.get(channel)?.subscriptions.size !== 2) await redis.own.command("PING");
        for (let n = 1; n <= MESSAGES; n += 1) await publish(channel, `${n}`, BODY);
        await reader.until((items) => items.filter(({ type }) => type === "message").length === MESSAGES);
        for (const each of live.sockets) assert.ok(each.unsent() < 200_000, `${each.unsent()} bytes wait`);
        while (live.counts.cutOff === 0) await redis.own.command("PING");
        assert.equal(live.feeds.get(channel)?.subscriptions.size, 1);
        client.destroy();
      },
      { unsentMost: 100_000, giveUpMs: 500 },
    ));
}

test("a client that gives no sign of life is cut off, and one that does is not", () =>
  withLive(
    async ({ url: at, live }) => {
      await using alive = await openSocket(at);
      const silent = await openSocket(at);
      silent.webSocket.pause();
      while (live.sockets.size > 1) await redis.own.command("PING");
      assert.equal(live.counts.cutOff, 1);
      assert.equal(alive.webSocket.readyState, WebSocket.OPEN);
      silent.webSocket.resume();
      await silent.ended;
    },
    { keepAliveMs: 40, giveUpMs: 200 },
  ));

/** A server that says the same to whoever comes. */
async function openImpostor(says: string): Promise<{ url: string } & AsyncDisposable> {
  const server = net.createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", () => socket.write(says));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  return {
    url: `redis://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      await closed;
    },
  };
}

for (const [what, says] of [
  ["speaks HTTP", "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"],
  ["speaks garbage", "\u0001\u0002garbage\r\n"],
  ["knows no RESP3 and demands a password", "-NOAUTH Authentication required.\r\n"],
] as const) {
  test(`with a Redis that ${what} the role is there, says so, and serves its own sockets`, async () => {
    await using impostor = await openImpostor(says);
    await using live = await openTestLive(impostor.url, { connectTimeoutMs: 200 });
    assert.equal((await live.send("/healthz")).status, 200);
    await using socket = await openSocket(live.url);
    await socket.until("mode MINIMAL");
    assert.equal((await live.health()).services["publishing"], "failed");
    assert.equal((await live.publish("news", "a")).body["via"], "local");
    assert.equal((await live.log.seen(/redis cannot be reached/)).level, "warn");
  });
}

test("a Redis that speaks RESP2 alone is spoken to in RESP2", async () => {
  await using link = await await redis.openLink("old");
  await using _refusing = await link.rule({
    match: { command: "HELLO" },
    error: "NOPROTO unsupported protocol version",
  });
  await using live = await openTestLive(link.url);
  await using socket = await openSocket(live.url, "channel=old");
  await socket.until("subscribed old");
  assert.equal((await live.publish("old", "a")).body["via"], "broker");
  await socket.until("message old 1 a");
});

test("a Redis that demands a password is told it when the URL has it, and refused in words when not", async () => {
  await using guarded = await openRedis({ password: "open-sesame" });
  const { url: withPassword } = await guarded.openLink();
  await using known = await openTestLive(withPassword);
  assert.equal((await known.publish("news", "a")).body["via"], "broker");
  const without = new URL(withPassword);
  without.password = "";
  await using unknown = await openTestLive(without.href);
  const { error } = (await unknown.log.seen(/redis cannot be reached/)) as { error?: string };
  assert.match(String(error), /NOAUTH/);
  assert.equal((await unknown.publish("news", "b")).body["via"], "local");
});
