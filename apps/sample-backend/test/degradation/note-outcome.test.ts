import assert from "node:assert/strict";
import { test } from "node:test";
import { noteOutcome, type Outcome } from "../../src/degradation/note-outcome.ts";
import { healthyService } from "../../src/degradation/service-state.ts";

const rule = { isCritical: true, threshold: 3, recoveryMs: 100 };
/** How a service stands after outcomes, each at its time. */
const after = (...outcomes: readonly (readonly [number, Outcome])[]) =>
  outcomes.reduce(
    (state, [now, outcome]) => noteOutcome(state, outcome, now),
    healthyService(rule, { isCarried: true }),
  );

test("a service fails at its threshold, of failures in a row", () => {
  assert.equal(after([0, "failed"], [1, "failed"]).hasFailed, false);
  assert.equal(after([0, "failed"], [1, "failed"], [2, "failed"]).hasFailed, true);
  assert.equal(after([0, "failed"], [1, "failed"], [2, "healthy"], [3, "failed"]).hasFailed, false);
});

const failed = [
  [0, "failed"],
  [1, "failed"],
  [2, "failed"],
] as const;

test("it is back when it has been healthy for its recovery time", () => {
  assert.equal(after(...failed, [10, "healthy"]).hasFailed, true);
  assert.equal(after(...failed, [10, "healthy"], [109, "healthy"]).hasFailed, true);
  assert.equal(after(...failed, [10, "healthy"], [110, "healthy"]).hasFailed, false);
});

test("time alone brings it back, once it is healthy", () => {
  assert.equal(after(...failed, [10, "healthy"], [110, "time"]).hasFailed, false);
  assert.equal(after(...failed, [500, "time"]).hasFailed, true);
});

test("a failure begins its recovery anew", () => {
  const again = after(...failed, [10, "healthy"], [60, "failed"], [70, "healthy"], [120, "healthy"]);
  assert.equal(again.hasFailed, true);
  assert.equal(noteOutcome(again, "healthy", 170).hasFailed, false);
});

test("whether it is carried changes nothing else", () => {
  const carried = after(...failed);
  assert.deepEqual(noteOutcome(carried, { isCarried: false }, 5), { ...carried, isCarried: false });
});

test("it is carried again when its fallback could for the recovery time, and at once when it has not failed", () => {
  const alone = noteOutcome(after(...failed), { isCarried: false }, 5);
  const again = noteOutcome(alone, { isCarried: true }, 10);
  assert.equal(again.isCarried, false);
  assert.equal(noteOutcome(again, "time", 109).isCarried, false);
  assert.equal(noteOutcome(again, "time", 110).isCarried, true);
  assert.equal(noteOutcome(noteOutcome(again, { isCarried: false }, 60), "time", 110).isCarried, false);
  assert.equal(noteOutcome({ ...alone, hasFailed: false }, { isCarried: true }, 10).isCarried, true);
});

test("after it is back it fails at its whole threshold again", () => {
  const back = after(...failed, [10, "healthy"], [110, "healthy"], [111, "failed"], [112, "failed"]);
  assert.equal(back.hasFailed, false);
  assert.equal(noteOutcome(back, "failed", 113).hasFailed, true);
});
