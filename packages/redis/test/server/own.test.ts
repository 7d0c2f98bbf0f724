import assert from "node:assert/strict";
import test from "node:test";
import { handshakeFailures } from "../../src/index.ts";
import { inject } from "../support/inject.ts";
import { openStack } from "../support/open-stack.ts";

test("subscribers are counted by channel, the harness's own left out", async () => {
  await using stack = await openStack();
  const { own } = stack.lane;
  assert.deepEqual(await own.subscribers(), {});
  await using listening = await own.subscribe("a", () => {});
  const [one, two] = [await stack.connect(), await stack.connect()];
  await one.subscribe("a", "b");
  await two.subscribe("a");
  await two.psubscribe("c*");
  assert.deepEqual(await own.subscribers(), { a: 2, b: 1 });
  await listening[Symbol.asyncDispose]();
  assert.deepEqual(await own.subscribers(), { a: 2, b: 1 });
  await one.unsubscribe("a");
  assert.deepEqual(await own.subscribers(), { a: 1, b: 1 });
});

test("the wire shows subscriptions, patterns, commands and deliveries of each replica, and forgets them at the reset", async () => {
  await using stack = await openStack();
  const { own } = stack.lane;
  const subscriber = await stack.connect({ protocol: 3 });
  await subscriber.subscribe("b", "a");
  await subscriber.psubscribe("a*");
  const client = await stack.connect({ protocol: 2 });
  await client.publish("a", "1");
  await client.publish("b", "2");
  await client.publish("nobody", "3");
  await client.set("k", "v");
  // Its answer comes behind the messages.
  await subscriber.ping();
  const [seen] = own.wire();
  assert.deepEqual([seen?.role, seen?.index, seen?.open], ["api", 0, 2]);
  assert.deepEqual(seen?.channels, ["a", "b"]);
  assert.deepEqual(seen?.patterns, ["a*"]);
  assert.deepEqual(seen?.deliveries, { a: 2, b: 1 });
  assert.deepEqual(
    [seen?.commands["PUBLISH"], seen?.commands["SET"], seen?.commands["SUBSCRIBE"], seen?.commands["GET"]],
    [3, 1, 1, undefined],
  );
  assert.deepEqual([seen?.dials, seen?.dialsPerSecond], [2, 2]);
  await subscriber.unsubscribe("a");
  assert.deepEqual(own.wire()[0]?.channels, ["b"]);
  await stack.lane.reset();
  const { channels, patterns, commands, deliveries, dials } = own.wire()[0] ?? assert.fail("no link");
  assert.deepEqual([channels, patterns, commands, deliveries, dials], [[], [], {}, {}, 0]);
});

test("dials that fail are dials, too", async () => {
  await using stack = await openStack();
  await using _fault = await inject(handshakeFailures["rst at accept"]({ times: 3 }), stack.link);
  for (let dial = 0; dial < 3; dial++) await assert.rejects(stack.connect());
  await stack.connect();
  assert.equal(stack.lane.own.wire()[0]?.dials, 4);
});
