import assert from "node:assert/strict";
import { test } from "node:test";
import { examplesOf } from "../../src/for/example.ts";
import { connectionsSeen, defineCapability, judgeDeadConnections, judgeInTime, partition } from "../../src/for/pack.ts";

const nothing = defineCapability({
  name: "nothing",
  description: "Offers nothing",
  operations: {},
  observations: {},
  arrangements: {},
  traits: {},
  moments: {},
});
const by = { role: "api", index: 0, incarnation: 1 };
const { historyOf, struck, connection } = examplesOf(nothing, { by, fault: partition() });
const promise = { promisedMs: 300, slackMs: 100 };

test("connections come in the order of their dials, each with its own end, and only to the dependencies asked for", () => {
  const history = historyOf(connection(2, 20, 40), connection(1, 10));
  assert.deepEqual(
    connectionsSeen(history).map(({ dialledAt, closedAt }) => [dialledAt, closedAt]),
    [
      [10, Number.POSITIVE_INFINITY],
      [20, 40],
    ],
  );
  assert.equal(connectionsSeen(history, ["server"]).length, 2);
  assert.equal(connectionsSeen(history, ["other"]).length, 0);
});

test("dead connections are noticed when each has been replaced in time", () => {
  const dead = [connection(1, 1, 900), connection(2, 2, 900), struck(10, 900)];
  const judge = (...at: readonly number[]) =>
    judgeDeadConnections(historyOf(...dead, ...at.map((each, index) => connection(10 + index, each))), promise);
  assert.equal(judge(300, 410).status, "holds");
  assert.equal(judge(300, 411).status, "violated");
  const half = judge(300);
  assert.match("because" in half ? half.because : "", /^1 of 2 dead connections/);
});

test("nothing is known where no connection was open, or no fault struck", () => {
  assert.equal(judgeDeadConnections(historyOf(connection(1, 1)), promise).status, "unknown");
  assert.equal(judgeDeadConnections(historyOf(struck(10, 900), connection(1, 20)), promise).status, "unknown");
});

test("what comes within its time and its slack is in time; the excess is counted from what is promised", () => {
  const told = (ms: number) => `it came after ${ms} ms`;
  assert.equal(judgeInTime({ from: 10, to: 410 }, promise, told).status, "holds");
  assert.deepEqual(judgeInTime({ from: 10, to: 411 }, promise, told), {
    status: "violated",
    because: "it came after 401 ms; promised are 300 ms",
    overrun: { byMs: 101, from: 10, to: 411 },
  });
});
