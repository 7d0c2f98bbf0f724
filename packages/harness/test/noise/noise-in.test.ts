import assert from "node:assert/strict";
import { test } from "node:test";
import type { Stall } from "@chaos-packs/contract";
import { noiseIn } from "../../src/noise/noise-in.ts";

const lag = (from: number, to: number): Stall => ({ from, to, lostMs: to - from, of: "event loop" });
const cpu = (from: number, to: number, lostMs: number): Stall => ({ from, to, lostMs, of: "cpu" });

test("of the harness's own lag the longest that overlaps the stretch counts, whole", () => {
  const stalls = [lag(0, 90), lag(200, 220), lag(280, 340), lag(500, 900)];
  assert.equal(noiseIn(stalls, { from: 210, to: 300 }).lagMs, 60);
  assert.equal(noiseIn(stalls, { from: 400, to: 450 }).lagMs, 0);
});

test("what arrives while the harness is late is seen just after it: a stall that ends there belongs to the stretch", () => {
  assert.equal(noiseIn([lag(100, 198)], { from: 200, to: 300 }).lagMs, 98);
  assert.equal(noiseIn([lag(100, 190)], { from: 200, to: 300 }).lagMs, 0);
});

test("waiting for a CPU adds up, each stretch as far as it overlaps", () => {
  const { starvedMs, share } = noiseIn([cpu(0, 100, 50), cpu(100, 200, 80), cpu(200, 300, 100)], { from: 50, to: 200 });
  assert.equal(starvedMs, 25 + 80);
  assert.equal(share, 105 / 150);
});

test("a stretch without length holds nothing", () => {
  assert.deepEqual(noiseIn([cpu(0, 100, 50)], { from: 40, to: 40 }), { lagMs: 0, starvedMs: 0, share: 0 });
});
