import assert from "node:assert/strict";
import { test } from "node:test";
import { runPack } from "./support/run-pack.ts";

const program = "bare-pool/run-chaos.ts";

/** How many runs were judged; those that were not say why. */
const judgedOf = (scenarios: ReturnType<typeof runPack>["scenarios"], printed: string): number => {
  const skipped = scenarios.filter(({ outcome }) => outcome === "skipped");
  assert.ok(skipped.every(({ because = [] }) => because.length > 0));
  const held = scenarios.filter(({ outcome }) => outcome === "holds");
  assert.equal(held.length + skipped.length, scenarios.length, printed);
  return held.length;
};

test("a bare pool of which only a read, a write, the records and two moments are mapped is judged by that", (t) => {
  const { status, scenarios, printed } = runPack(t, program, {});
  assert.equal(status, 0, printed);
  assert.equal(judgedOf(scenarios, printed), 6, printed);
});

test("one that only reads is judged by its reads, and not by what nobody wrote", (t) => {
  const { status, scenarios, printed } = runPack(t, program, { READS_ONLY: "1" });
  assert.equal(status, 0, printed);
  assert.equal(judgedOf(scenarios, printed), 3, printed);
});
