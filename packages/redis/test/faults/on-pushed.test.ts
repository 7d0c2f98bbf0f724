import assert from "node:assert/strict";
import test from "node:test";
import type { Fault, Sighting } from "@chaos-packs/contract/kind";
import type { Redis } from "ioredis";
import { cutPushed, delayPushed, dropPushed, duplicatePushed, type PushedMessage, pushed } from "../../src/index.ts";
import { endOf } from "../support/end-of.ts";
import { inject } from "../support/inject.ts";
import { openStack } from "../support/open-stack.ts";

/** A stack with two subscribers of one channel; the fault strikes when the first of them is sent the message that says "held". */
async function twoSubscribers(fault: Fault, protocol: 2 | 3 = 3) {
  let struck: Sighting | undefined;
  const stack = await openStack([pushed("c", () => ({}))], (sighting) => {
    if (struck || sighting.edge !== "before" || (sighting.message as PushedMessage).payload !== "held")
      return undefined;
    struck = sighting;
    return inject(fault, stack.link, { held: sighting }).then(() => fault.fate);
  });
  const subscribe = async () => {
    const client = await stack.connect({ protocol });
    const got: string[] = [];
    client.on("message", (_channel: string, payload: string) => got.push(payload));
    await client.subscribe("c");
    return { client, got };
  };
  return { ...stack, subscribers: [await subscribe(), await subscribe()] as const };
}

/** Resolves when a subscriber has got this message. */
const gets = (client: Redis, payload: string): Promise<void> =>
  new Promise((resolve) => {
    client.on("message", (_channel: string, got: string) => {
      if (got === payload) resolve();
    });
  });

for (const protocol of [2, 3] as const) {
  test(`RESP${protocol}: one message is lost for one subscriber, whose connection lives; the other gets it`, async () => {
    await using stack = await twoSubscribers(dropPushed({ match: "held" }), protocol);
    const [one, other] = stack.subscribers;
    const ended = [one, other].map(({ client }) => gets(client, "end"));
    const { own } = stack.lane;
    assert.equal(await own.command("PUBLISH", "c", "held"), 2);
    assert.equal(await own.command("PUBLISH", "c", "held"), 2);
    assert.equal(await own.command("PUBLISH", "c", "end"), 2);
    await Promise.all(ended);
    assert.deepEqual([one, other].map(({ got }) => got.length).sort(), [2, 3]);
    assert.match(String(await one.client.ping()), /^pong/i);
  });
}

test("a message that is delayed comes late, and those behind it after it", async () => {
  await using stack = await twoSubscribers(delayPushed({ ms: 60, match: "held" }));
  const ended = stack.subscribers.map(({ client }) => gets(client, "end").then(() => performance.now()));
  const { own } = stack.lane;
  const began = performance.now();
  await own.command("PUBLISH", "c", "held");
  await own.command("PUBLISH", "c", "end");
  const times = await Promise.all(ended);
  // A timer may fire up to 1 ms early.
  assert.ok(Math.max(...times) - began >= 59);
  for (const { got } of stack.subscribers) assert.deepEqual(got, ["held", "end"]);
});

test("a message comes twice for one subscriber, right behind itself", async () => {
  await using stack = await twoSubscribers(duplicatePushed({ match: "held" }));
  const ended = stack.subscribers.map(({ client }) => gets(client, "end"));
  await stack.lane.own.command("PUBLISH", "c", "held");
  await stack.lane.own.command("PUBLISH", "c", "end");
  await Promise.all(ended);
  assert.deepEqual(stack.subscribers.map(({ got }) => got.join(" ")).sort(), ["held end", "held held end"]);
});

for (const [cut, had] of [
  ["before", []],
  ["inside", []],
  ["after", ["held"]],
] as const) {
  test(`a subscriber that is cut off ${cut} a message ${had.length > 0 ? "has it" : "has nothing of it"}; the other lives on`, async () => {
    await using stack = await twoSubscribers(cutPushed({ cut, match: "held" }));
    const closed = Promise.race(stack.subscribers.map((each) => endOf(each.client).then(() => each)));
    const ended = Promise.race(stack.subscribers.map(({ client }) => gets(client, "end")));
    await stack.lane.own.command("PUBLISH", "c", "held");
    const lost = await closed;
    await stack.lane.own.command("PUBLISH", "c", "end");
    await ended;
    assert.deepEqual(lost.got, had);
    assert.deepEqual(stack.subscribers.find((each) => each !== lost)?.got, ["held", "end"]);
  });
}

test("messages are struck by channel, by a field of their payload, from an occurrence on", async () => {
  await using stack = await openStack();
  const subscriber = await stack.connect();
  const got: string[] = [];
  subscriber.on("message", (_channel: string, payload: string) => got.push(payload));
  await subscriber.subscribe("room:1", "hall");
  const ended = gets(subscriber, "end");
  await using _fault = await inject(
    dropPushed({ match: { channel: "room:*", payload: { kind: "news" } }, occurrence: 2, times: 1 }),
    stack.link,
  );
  const { own } = stack.lane;
  const news = (n: number): string => JSON.stringify({ kind: "news", n });
  for (const [channel, payload] of [
    ["room:1", news(1)],
    ["hall", news(2)],
    ["room:1", "other"],
    ["room:1", news(3)],
    ["room:1", news(4)],
    ["hall", "end"],
  ] as const) {
    await own.command("PUBLISH", channel, payload);
  }
  await ended;
  assert.deepEqual(got, [news(1), news(2), "other", news(4), "end"]);
});
