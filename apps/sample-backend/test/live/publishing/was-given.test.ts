import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Entry, entryKey, newEntry, newLane } from "../../../src/live/publishing/outbox.ts";
import { openRedis, type TestRedis } from "../open-redis.ts";
import { openTestLive } from "../open-test-live.ts";

let redis: TestRedis;
before(async () => {
  redis = await openRedis();
});
after(() => redis[Symbol.asyncDispose]());

const entryOf = (id: string): Entry => newEntry({ channel: "news", id, body: id, at: new Date(0).toISOString() }, 0);

for (const [what, id] of [
  ["another message", "b"],
  ["one of the same id", "a"],
] as const) {
  test(`an answer that comes after its message has left the lane leaves ${what} that waits there alone`, async () => {
    await using test = await openTestLive((await redis.openLink()).url);
    const { live } = test;
    const lane = newLane("news");
    const waiting = entryOf(id);
    lane.entries.push(waiting);
    live.outbox.entries.set(entryKey(waiting.message), waiting);
    live.parts.wasGiven(live, lane, entryOf("a"), { seq: 1, receivers: 1 });
    assert.deepEqual(lane.entries, [waiting]);
    assert.equal(live.outbox.entries.get(entryKey(waiting.message)), waiting);
    live.outbox.entries.clear();
  });
}
