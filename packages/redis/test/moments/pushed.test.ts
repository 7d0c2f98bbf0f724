import assert from "node:assert/strict";
import test from "node:test";
import type { Fate, Sighting } from "@chaos-packs/contract/kind";
import type { Redis } from "ioredis";
import { command, type PushedMessage, payloadOf, pushed } from "../../src/index.ts";
import { endOf } from "../support/end-of.ts";
import { messageOf as commandOf } from "../support/message.ts";
import { openStack } from "../support/open-stack.ts";

const messageOf = ({ message }: Sighting): PushedMessage => message as PushedMessage;
const to = { role: "api", index: 0 };

/** The next messages that a subscriber gets, by what they say. */
function collect(subscriber: Redis, count: number): Promise<readonly string[]> {
  const got: string[] = [];
  return new Promise((resolve) => {
    const take = (payload: string): void => {
      if (got.push(payload) === count) resolve(got);
    };
    subscriber.on("message", (_channel: string, payload: string) => take(payload));
    subscriber.on("pmessage", (_pattern: string, _channel: string, payload: string) => take(payload));
  });
}

for (const protocol of [2, 3] as const) {
  test(`RESP${protocol}: each message that is pushed is seen on both edges, with its channel, its pattern and its subscriber`, async () => {
    const seen: [string, PushedMessage][] = [];
    await using stack = await openStack([pushed("room:*", () => ({}))], (sighting) => {
      seen.push([sighting.edge, messageOf(sighting)]);
      return undefined;
    });
    const subscriber = await stack.connect({ protocol });
    await subscriber.subscribe("room:1", "other");
    await subscriber.psubscribe("room:[12]");
    const got = collect(subscriber, 4);
    const publisher = await stack.connect({ protocol });
    await publisher.publish("room:1", '{"n":1}');
    await publisher.publish("room:2", "x".repeat(100_000));
    await publisher.publish("other", "unseen");
    assert.equal((await got).length, 4);
    const wanted: PushedMessage[] = [
      { pushed: "message", channel: "room:1", payload: '{"n":1}', to },
      { pushed: "pmessage", channel: "room:1", pattern: "room:[12]", payload: '{"n":1}', to },
      { pushed: "pmessage", channel: "room:2", pattern: "room:[12]", payload: "x".repeat(100_000), to },
    ];
    assert.deepEqual(
      seen,
      wanted.flatMap((message) => [
        ["before", message],
        ["after", message],
      ]),
    );
    // A reply behind pushed messages finds its command.
    assert.match(String(await subscriber.ping()), /^pong/i);
  });
}

test("at `before` the subscriber knows nothing, neither of the message nor of what is behind it", async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let isSeen = (): void => {};
  const seen = new Promise<void>((resolve) => (isSeen = resolve));
  await using stack = await openStack([pushed("c", () => ({}))], (sighting) => {
    if (sighting.edge === "after" || messageOf(sighting).payload !== "first") return undefined;
    isSeen();
    return held.then((): Fate => "release");
  });
  const subscriber = await stack.connect();
  await subscriber.subscribe("c");
  const got: string[] = [];
  subscriber.on("message", (_channel: string, payload: string) => got.push(payload));
  const both = collect(subscriber, 2);
  const publisher = await stack.connect();
  assert.equal(await publisher.publish("c", "first"), 1);
  assert.equal(await publisher.publish("c", "second"), 1);
  await seen;
  // Everybody else is served meanwhile.
  assert.equal(await publisher.ping(), "PONG");
  assert.deepEqual(got, []);
  release();
  assert.deepEqual(await both, ["first", "second"]);
});

for (const edge of ["before", "after"] as const) {
  test(`dropped at \`${edge}\` the subscriber ${edge === "before" ? "never gets the message" : "has the message, and nothing behind it"}`, async () => {
    await using stack = await openStack([pushed("c", () => ({}))], (sighting) =>
      sighting.edge === edge && messageOf(sighting).payload === "held" ? Promise.resolve<Fate>("drop") : undefined,
    );
    const subscriber = await stack.connect();
    await subscriber.subscribe("c");
    const got: string[] = [];
    subscriber.on("message", (_channel: string, payload: string) => got.push(payload));
    const closed = endOf(subscriber);
    const publisher = await stack.connect();
    await publisher.pipeline().publish("c", "earlier").publish("c", "held").publish("c", "behind").exec();
    await closed;
    assert.deepEqual(got, edge === "before" ? ["earlier"] : ["earlier", "held"]);
  });
}

test("a pattern is about its channels, its role and its edges, and no command is one", () => {
  const message: PushedMessage = { pushed: "message", channel: "room:1", payload: '{"n":7}', to };
  const pattern = pushed(["room:*", "hall"], ({ channel }) => ({ channel }), {
    role: "api",
    edges: ["before"],
    detail: payloadOf,
  });
  assert.deepEqual(pattern.scopeOf(message, "before"), { channel: "room:1" });
  assert.equal(pattern.scopeOf(message, "after"), undefined);
  assert.equal(pattern.scopeOf({ ...message, channel: "hallway" }, "before"), undefined);
  assert.equal(pattern.scopeOf({ ...message, to: { role: "worker", index: 0 } }, "before"), undefined);
  assert.equal(pattern.scopeOf({ command: "PUBLISH", args: ["room:1", "x"] } as never, "before"), undefined);
  assert.deepEqual(pattern.detailOf?.(message, "before"), { n: 7 });
  assert.equal(command("MESSAGE", () => ({})).scopeOf(message as never, "before"), undefined);
});

test("a payload is decoded when it is JSON, and text otherwise", () => {
  assert.deepEqual(payloadOf({ pushed: "message", channel: "c", payload: "[1]", to }), [1]);
  assert.equal(payloadOf(commandOf("PUBLISH", "c", "plain")), "plain");
  assert.equal(payloadOf(commandOf("PING")), "");
});
