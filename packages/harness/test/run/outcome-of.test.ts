import assert from "node:assert/strict";
import { test } from "node:test";
import { type Anchor, holds, kill, notPromised, unknown, type Verdict, violated } from "@chaos-packs/contract";
import type { Judged } from "../../src/run/judge.ts";
import { type Findings, outcomeOf } from "../../src/run/outcome-of.ts";
import type { StepState } from "../../src/run/timeline.ts";

const at: Anchor = { capability: "c", moment: "it happens", scope: {}, occurrence: 1, edge: "before" };
const step = (firedAt: number | null, struck?: StepState["struck"]): StepState => ({
  step: { at, inject: kill() },
  hits: 0,
  firedAt,
  healedAt: null,
  struck,
  dependency: "line",
});
const said = (verdict: Verdict, part: Partial<Judged> = {}): Judged => ({
  name: "it lives",
  standing: false,
  verdict,
  ...part,
});
const endOf = (part: Partial<Findings>) =>
  outcomeOf({
    judged: [said(holds)],
    steps: [step(5)],
    cleanup: [],
    problems: [],
    trouble: [],
    silences: [],
    history: { moments: [] },
    ...part,
  });

test("what holds under a fault that struck holds", () => {
  assert.deepEqual(endOf({}), { outcome: "holds", because: [] });
});

test("a fault that never struck is not-injected first, whatever followed", () => {
  const { outcome, because } = endOf({ steps: [step(null)], judged: [said(violated("it died"))], cleanup: ["stuck"] });
  assert.equal(outcome, "not-injected");
  assert.match(because[0] ?? "", /^kill never struck before the "it happens": /);
  assert.deepEqual(because.slice(1), ["it lives: it died", "stuck"]);
});

test("of several faults one that struck may have broken a promise before the next could: that is violated first", () => {
  const { outcome, because } = endOf({ steps: [step(5), step(null)], judged: [said(violated("it died"))] });
  assert.equal(outcome, "violated");
  assert.match(because[1] ?? "", /never struck/);
  assert.equal(endOf({ steps: [step(5), step(null)] }).outcome, "not-injected");
});

test("a fault that reached its moment and could not go in is said to be that, not to have missed it", () => {
  const { outcome, because } = endOf({ steps: [step(null, { role: "worker", index: 0, incarnation: 1 })] });
  assert.equal(outcome, "not-injected");
  assert.equal(because[0], 'kill could not be injected before the "it happens"');
});

test("trouble of the harness's own is unknown, first, and never violated", () => {
  const { outcome, because, mayTryAgain } = endOf({
    trouble: ["redis is dead"],
    judged: [said(violated("a message was lost"), { overloaded: true })],
    cleanup: ["stuck"],
  });
  assert.equal(outcome, "unknown");
  assert.equal(because[0], "redis is dead");
  assert.equal(mayTryAgain, undefined);
});

test("of other things that are wrong the worst stands", () => {
  const judged = [said(unknown("nothing")), said(violated("it died"))];
  assert.equal(endOf({ judged, cleanup: ["stuck"] }).outcome, "violated");
  assert.equal(endOf({ cleanup: ["stuck"], problems: ["late"] }).outcome, "cleanup-failed");
  assert.equal(endOf({ problems: ["late"] }).outcome, "unknown");
});

test("a scenario whose own invariants are all skipped is skipped, with their reasons; one that is judged is not", () => {
  const standing = said(holds, { standing: true });
  const none = said(notPromised("leaseMs"));
  assert.deepEqual(endOf({ judged: [none, standing] }), {
    outcome: "skipped",
    because: ['it lives: the target does not offer "leaseMs"'],
  });
  assert.equal(endOf({ judged: [none, said(holds), standing] }).outcome, "holds");
  assert.equal(endOf({ judged: [none, said(violated("crashed"), { standing: true })] }).outcome, "violated");
});

test("what noise excused may be tried again, and what only an overloaded machine may have broken; nothing else", () => {
  const late = said(violated("late"), { overloaded: true });
  const excused = said(unknown("it stalled"), { noisy: true });
  assert.equal(endOf({ judged: [excused] }).mayTryAgain, "noise");
  assert.equal(endOf({ judged: [late, said(holds)] }).mayTryAgain, "overload");
  assert.equal(endOf({ judged: [late, excused] }).mayTryAgain, "overload");
  assert.equal(endOf({ judged: [late, said(violated("wrong order"))] }).mayTryAgain, undefined);
  assert.equal(endOf({ judged: [said(unknown("nothing"))] }).mayTryAgain, undefined);
  assert.equal(endOf({ judged: [said(violated("wrong")), excused] }).mayTryAgain, undefined);
  assert.equal(endOf({ judged: [excused], steps: [step(null)] }).mayTryAgain, "noise");
});

test("a server of ours that was silent for a while makes unknown what is violated, and leaves what holds", () => {
  const silences = ["redis, which the harness runs, was silent for 4000 ms, and no fault was on it"];
  const ended = endOf({ judged: [said(violated("it died"))], silences });
  assert.equal(ended.outcome, "unknown");
  assert.equal(ended.because[0], silences[0]);
  assert.equal(endOf({ silences }).outcome, "holds");
});
