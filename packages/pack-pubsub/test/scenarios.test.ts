import assert from "node:assert/strict";
import { test } from "node:test";
import { pubsub } from "../src/index.ts";

const catalogue = `disconnect-during-broadcast zero-subscribers-noticed resubscribes-to-all resubscribes-after-restart
  half-open-noticed invalid-channel publish-falls-back gap-is-declared dropped-message-noticed order-per-channel
  no-duplicates-after-reconnect slow-subscriber concurrent-subscriptions redis-readonly redis-loading
  redis-out-of-memory redis-max-clients sockets-survive-outage one-bad-socket reconnect-is-spread sse-reconnects
  sse-replays sse-replays-after-restart sse-idle-timeout reconnect-fails-then-heals redial-rate-is-bounded
  shutdown-while-redis-down subscriber-killed`.split(/\s+/);

test("the pack holds the 28 scenarios of the catalogue", () => {
  assert.equal(catalogue.length, 28);
  assert.deepEqual(Object.keys(pubsub.scenarios).sort(), [...catalogue].sort());
});
