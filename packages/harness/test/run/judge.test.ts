import assert from "node:assert/strict";
import { test } from "node:test";
import {
  defineInvariant,
  emptyHistory,
  exceeded,
  type History,
  holds,
  type Invariant,
  type Stall,
  unknown,
  type Verdict,
  violated,
} from "@chaos-packs/contract";
import { type Judged, judge } from "../../src/run/judge.ts";

const saying = (verdict: Verdict, part: Partial<Invariant> = {}) =>
  defineInvariant({
    name: "it",
    timed: true,
    check: () => verdict,
    examples: { keeps: emptyHistory, breaks: emptyHistory },
    ...part,
  });

const judged = (invariant: Invariant, part: Partial<History> = {}): Judged => {
  const history = { ...emptyHistory, endedAt: 10_000, ...part };
  const [first] = judge(history, { invariants: [invariant], standing: [], lagBoundMs: 50 });
  assert.ok(first);
  return first;
};
const statusOf = (verdict: Verdict, part: Partial<History> = {}) => judged(saying(verdict), part).verdict.status;
const late = (byMs: number, from: number, to: number) => exceeded("late", { byMs, from, to });
const lag = (from: number, lostMs: number): Stall => ({ from, to: from + lostMs, lostMs, of: "event loop" });
/** Threads wait for a CPU for `share` of the time between `from` and `to`. */
const starved = (from: number, to: number, share: number): readonly Stall[] =>
  Array.from({ length: (to - from) / 100 }, (_, index) => {
    const at = from + index * 100;
    return { from: at, to: at + 100, lostMs: share * 100, of: "cpu" } as const;
  });

test("what an invariant says stands", () => {
  assert.equal(statusOf(holds), "holds");
  assert.equal(statusOf(violated("no")), "violated");
  assert.equal(statusOf(unknown("nothing")), "unknown");
});

test("a judge that crashes says unknown", () => {
  const crashing = saying(holds, {
    check: () => {
      throw new Error("boom");
    },
  });
  assert.deepEqual(judged(crashing).verdict, { status: "unknown", because: "the judge itself failed: Error: boom" });
});

test("a history with gaps never holds, and is still violated", () => {
  assert.equal(statusOf(holds, { overflow: true }), "unknown");
  assert.equal(statusOf(violated("no"), { overflow: true }), "violated");
});

test("an invariant whose trait is not promised is skipped and not asked; a promise of 0 is one", () => {
  const judging = saying(violated("no"), { traits: ["leaseMs"] });
  const promising = (own: Readonly<Record<string, number>>) => judged(judging, { traits: { jobs: own } }).verdict;
  assert.deepEqual(promising({ graceMs: 1 }), {
    status: "skipped",
    because: 'the target does not offer "leaseMs"',
  });
  assert.equal(promising({ leaseMs: 0 }).status, "violated");
});

test("a bound exceeded while the harness was late is unknown and noisy; on a quiet machine it is violated", () => {
  const { verdict, noisy } = judged(saying(late(10, 100, 400)), { stalls: [lag(200, 51)] });
  assert.deepEqual([verdict.status, noisy], ["unknown", true]);
  assert.equal(statusOf(late(10, 100, 400), { stalls: [lag(200, 49)] }), "violated");
});

test("only lag that overlaps what was judged excuses it, never lag elsewhere in the run", () => {
  for (const [from, status] of [
    [100, "violated"],
    [399, "unknown"],
    [600, "unknown"],
    [900, "violated"],
  ] as const)
    assert.equal(statusOf(late(10, 500, 700), { stalls: [lag(from, 100)] }), status, `lag from ${from}`);
});

test("a stall excuses only what it can explain; what never came stays violated", () => {
  const stalls = [lag(200, 60)];
  assert.equal(statusOf(late(200, 100, 400), { stalls }), "unknown");
  assert.equal(statusOf(late(2_000, 100, 2_400), { stalls }), "violated");
  assert.equal(statusOf(violated("never came"), { stalls }), "violated");
});

test("noise excuses nothing but bounds of time", () => {
  const wrong = saying(late(10, 100, 400), { timed: false });
  assert.equal(judged(wrong, { stalls: [lag(200, 500)] }).verdict.status, "violated");
});

test("threads that waited for a CPU excuse what their waiting explains, although the harness was never late", () => {
  const stalls = starved(0, 1_000, 0.6);
  assert.equal(statusOf(late(200, 100, 400), { stalls }), "unknown");
  assert.equal(statusOf(late(2_000, 100, 400), { stalls }), "violated");
  assert.equal(statusOf(late(200, 1_100, 1_400), { stalls }), "violated");
  assert.equal(statusOf(late(200, 100, 400), { stalls: starved(0, 1_000, 0.3) }), "violated");
});

test("what is violated while the machine was overloaded is marked, when it bounds a time", () => {
  const stalls = starved(0, 10_000, 0.6);
  const marked = (verdict: Verdict, part: Partial<Invariant> = {}) => judged(saying(verdict, part), { stalls });
  assert.equal(marked(violated("it timed out")).overloaded, true);
  assert.equal(marked(late(9_000, 100, 400)).overloaded, true);
  assert.equal(marked(violated("wrong order"), { timed: false }).overloaded, undefined);
  const elsewhere = judged(saying(late(9_000, 100, 400)), { stalls: starved(1_000, 10_000, 0.9) });
  assert.equal(elsewhere.overloaded, undefined);
});

test("what is unknown while the machine did not keep up may be another, and on a quiet machine it is not", () => {
  const nothing = saying(unknown("nobody waited"));
  const { verdict, noisy } = judged(nothing, { stalls: [lag(200, 60)] });
  assert.equal(noisy, true);
  assert.match(verdict.status === "unknown" ? verdict.because : "", /60 ms late.*nobody waited$/);
  assert.equal(judged(nothing, { stalls: [lag(200, 40)] }).noisy, undefined);
});

test("when the harness itself was stopped nothing is violated, whether it bounds a time or not", () => {
  const stopped = judged(saying(violated("a chunk was done twice"), { timed: false }), { stalls: [lag(500, 9_000)] });
  assert.deepEqual([stopped.verdict.status, stopped.noisy], ["unknown", true]);
  assert.match(stopped.verdict.status === "unknown" ? stopped.verdict.because : "", /stopped for 9000 ms/);
  assert.equal(judged(saying(holds), { stalls: [lag(500, 9_000)] }).verdict.status, "holds");
});

test("what could only be seen in a look that the deadline cut off is unknown, and what was seen stays violated", () => {
  const cutOff = ["settle"] as const;
  const never = saying(violated("nobody saw it"), { needsSettle: true });
  assert.equal(judged(never, { cutOff }).verdict.status, "unknown");
  assert.equal(judged(never).verdict.status, "violated");
  assert.equal(statusOf(violated("it was seen"), { cutOff }), "violated");
});
