import assert from "node:assert/strict";
import { test } from "node:test";
import { describeTime, statusLine } from "../../src/report/status-line.ts";
import { finishedAs } from "./finished.ts";

const ended = (count: number, outcome: "holds" | "skipped" | "violated" = "holds") =>
  Array.from({ length: count }, () => ({ outcome }));

test("the line says how many have ended, what failed, how long it will take, and what runs", () => {
  const running = [finishedAs("kill-mid-chunk").planned, finishedAs("stalled").planned];
  assert.equal(
    statusLine({ total: 40, finished: [...ended(9), ...ended(1, "violated")], running, elapsedMs: 30_000 }),
    "chaos: 10/40 (25 %), 1 failed, about 1 min 30 s left, running kill-mid-chunk, stalled",
  );
});

test("what was skipped took no time, so the time left is not made of it", () =>
  assert.match(
    statusLine({ total: 30, finished: [...ended(10), ...ended(10, "skipped")], running: [], elapsedMs: 10_000 }),
    /about 10 s left/,
  ));

test("nothing is said of the time left while too little has ended", () =>
  assert.doesNotMatch(statusLine({ total: 30, finished: ended(2), running: [], elapsedMs: 10_000 }), /left/));

test("it is cut to the columns there are", () => {
  const line = statusLine({ total: 4, finished: [], running: [finishedAs("x".repeat(100)).planned], elapsedMs: 0 }, 40);
  assert.equal(line.length, 40);
  assert.ok(line.endsWith("…"));
});

test("a plan with nothing in it is done", () =>
  assert.equal(statusLine({ total: 0, finished: [], running: [], elapsedMs: 0 }), "chaos: 0/0 (100 %)"));

for (const [ms, text] of [
  [80.4, "80 ms"],
  [4_240, "4.2 s"],
  [42_000, "42 s"],
  [80_000, "1 min 20 s"],
] as const) {
  test(`${ms} ms is described as ${text}`, () => assert.equal(describeTime(ms), text));
}
