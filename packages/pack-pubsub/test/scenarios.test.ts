import assert from "node:assert/strict";
import { test } from "node:test";
import { type Invariant, runsOf } from "@chaos-packs/contract/pack";
import { pubsub } from "../src/index.ts";
import { socketsStayOpen } from "../src/invariants/clients/sockets-stay-open.ts";
import { whatIsKeptIsReplayed } from "../src/invariants/messages/what-is-kept-is-replayed.ts";
import { itIsBackInTime } from "../src/invariants/reconnects/it-is-back-in-time.ts";
import { everyReaderWithoutHistory } from "../src/judged/every-reader.ts";

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

const runs = Object.entries(pubsub.scenarios).flatMap(([id, scenario]) => runsOf(id, scenario));
const titleOf = ({ id, variant }: (typeof runs)[number]): string =>
  `${id}${variant === undefined ? "" : ` (${variant})`}`;
const without = (...wanted: readonly Invariant[]): readonly string[] =>
  runs
    .filter(({ invariants }) => !wanted.every((each) => invariants.includes(each)))
    .map(titleOf)
    .sort();

test("every run judges what each reader is owed, but one in which nothing is published any more", () => {
  assert.deepEqual(without(...everyReaderWithoutHistory), ["shutdown-while-redis-down"]);
});

test("every run judges that what is kept is replayed, unless the broker loses what it keeps", () => {
  assert.deepEqual(without(whatIsKeptIsReplayed), [
    "resubscribes-after-restart (memory lost)",
    "shutdown-while-redis-down",
  ]);
});

test("every run judges that sockets stay open, unless a process ends or clients have none", () => {
  assert.deepEqual(without(socketsStayOpen), [
    "gap-is-declared (of a subscriber, and the history does not keep it all)",
    "shutdown-while-redis-down",
    "slow-subscriber (it is frozen, and the history does not keep it all)",
    "sse-reconnects (it was killed)",
    "sse-reconnects (it was stopped)",
    "sse-replays-after-restart",
    "subscriber-killed",
  ]);
});

test("every run in which the broker fails judges that the service is back in time", () => {
  assert.deepEqual(
    without(itIsBackInTime).filter((title) => !without(socketsStayOpen).includes(title)),
    [
      "concurrent-subscriptions",
      "gap-is-declared (of a client, and the history does not keep it all)",
      "invalid-channel",
      "one-bad-socket (it dies)",
      "one-bad-socket (it stops reading)",
      "sse-idle-timeout (its client dies)",
      "sse-idle-timeout (its client takes nothing)",
      "sse-replays",
    ],
  );
});

test("channels that the service itself listens to are asked of the target, not written down", () => {
  const taken = runs.flatMap(({ schedule }) => schedule).filter(({ at }) => at.moment === "message is taken");
  assert.ok(taken.length >= 3);
  for (const { at } of taken) assert.equal(typeof at.scope["channel"], "object");
});
