import assert from "node:assert/strict";
import { test } from "node:test";
import { defineInvariant, emptyHistory, exceeded, holds, unknown, type Verdict, violated } from "@chaos-packs/contract";
import { isNoisy, judge } from "../../src/run/judge.ts";

const saying = (verdict: Verdict, timed = false) =>
  defineInvariant({ name: "it", timed, check: () => verdict, examples: { keeps: emptyHistory, breaks: emptyHistory } });
const statusOf = (verdict: Verdict, { timed = false, lagMs = 0, overflow = false } = {}): string | undefined =>
  judge({ ...emptyHistory, lagMs, overflow }, { invariants: [saying(verdict, timed)], standing: [], lagBoundMs: 50 })[0]
    ?.verdict.status;

test("what an invariant says stands", () => {
  assert.equal(statusOf(holds), "holds");
  assert.equal(statusOf(violated("no")), "violated");
  assert.equal(statusOf(unknown("nothing")), "unknown");
});

test("a judge that crashes says unknown", () => {
  const crashing = defineInvariant({
    name: "crash",
    check: () => {
      throw new Error("boom");
    },
    examples: { keeps: emptyHistory, breaks: emptyHistory },
  });
  const [judged] = judge(emptyHistory, { invariants: [crashing], standing: [], lagBoundMs: 50 });
  assert.deepEqual(judged?.verdict, { status: "unknown", because: "the judge itself failed: Error: boom" });
});

test("a history with gaps never holds, and is still violated", () => {
  assert.equal(statusOf(holds, { overflow: true }), "unknown");
  assert.equal(statusOf(violated("no"), { overflow: true }), "violated");
});

test("a bound exceeded while the machine stalled is unknown; one exceeded on a quiet machine is violated", () => {
  assert.equal(statusOf(exceeded("late", 10), { timed: true, lagMs: 51 }), "unknown");
  assert.equal(statusOf(exceeded("late", 10), { timed: true, lagMs: 49 }), "violated");
});

test("a stall excuses only what it can explain", () => {
  assert.equal(statusOf(exceeded("a little late", 200), { timed: true, lagMs: 60 }), "unknown");
  assert.equal(statusOf(exceeded("far too late", 2_000), { timed: true, lagMs: 60 }), "violated");
  assert.equal(statusOf(violated("never came"), { timed: true, lagMs: 60 }), "violated");
});

test("noise excuses nothing but bounds of time", () => {
  assert.equal(statusOf(violated("wrong"), { timed: false, lagMs: 500 }), "violated");
});

test("what is unknown while the machine stalled is worth another try, and on a quiet machine it is not", () => {
  const judgedWith = (verdict: Verdict, lagMs: number) =>
    judge({ ...emptyHistory, lagMs }, { invariants: [saying(verdict)], standing: [], lagBoundMs: 50 });
  const [stalled] = judgedWith(unknown("nobody waited"), 60);
  assert.deepEqual(stalled?.verdict, {
    status: "unknown",
    because: "the machine stalled for 60 ms, and nobody waited",
  });
  assert.equal(judgedWith(unknown("nobody waited"), 60).some(isNoisy), true);
  assert.equal(judgedWith(unknown("nobody waited"), 40).some(isNoisy), false);
  assert.equal(judgedWith(violated("wrong"), 60).some(isNoisy), false);
});
