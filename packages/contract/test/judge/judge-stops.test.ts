import assert from "node:assert/strict";
import { test } from "node:test";
import { examplesOf } from "../../src/for/example.ts";
import { defineCapability, type History, judgeStops, stop } from "../../src/for/pack.ts";

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
const other = { ...by, index: 1 };
const { historyOf, struck, exited } = examplesOf(nothing, { by });
const stopped = struck(10, 900, stop());

const said = (history: History, withinMs?: number): string => {
  const verdict = judgeStops(history, { isPromised: true, ...(withinMs !== undefined && { withinMs }) });
  return "because" in verdict ? `${verdict.status}: ${verdict.because}` : verdict.status;
};

test("a stop is kept by the life that was asked and ended by itself, in time", () => {
  assert.equal(said(historyOf(stopped, exited(500, "ended")), 490), "holds");
  assert.equal(said(historyOf(stopped, exited(510, "ended"))), "holds");
  assert.match(
    said(historyOf(stopped, exited(510, "ended")), 490),
    /^violated: .* ended 500 ms later; promised are 490/,
  );
});

test("a stop is broken by one that was killed, crashed or runs on", () => {
  assert.match(said(historyOf(stopped, exited(500, "killed"))), /^violated: .* killed 490 ms later$/);
  assert.match(said(historyOf(stopped, exited(500, "crashed", { asked: false }))), /^violated: .* crashed/);
  assert.match(said(historyOf(stopped)), /^violated: .* runs on$/);
});

test("another replica that ends, or another life, ends nothing", () => {
  for (const whose of [other, { ...by, incarnation: 2 }])
    assert.match(said(historyOf(stopped, exited(500, "ended", { by: whose }))), /runs on$/);
});

test("each of several stops is judged", () => {
  const second = { faults: [{ ...stop(), step: 1, phase: "injected" as const, at: 20, struck: other }] };
  const history = historyOf(stopped, second, exited(100, "ended"), exited(100, "killed", { by: other }));
  assert.match(said(history), /^violated: api 1 was asked to stop, and killed 80 ms later$/);
});

test("nothing is known of a stop that nobody asked for", () => assert.match(said(historyOf()), /^unknown/));
