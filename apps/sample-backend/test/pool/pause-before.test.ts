import assert from "node:assert/strict";
import { test } from "node:test";
import { pauseBefore } from "../../src/pool/pause-before.ts";

const backoff = { baseMs: 40, factor: 2, mostMs: 160, jitter: 0.5 };

test("without jitter the pause grows with each failure up to its bound", () =>
  assert.deepEqual(
    [1, 2, 3, 4, 9].map((failures) => pauseBefore(failures, { ...backoff, jitter: 0 })),
    [40, 80, 160, 160, 160],
  ));

test("with jitter a pause is never longer than that, and never shorter than the share that stays", () => {
  const pauses = Array.from({ length: 500 }, () => pauseBefore(2, backoff));
  assert.ok(pauses.every((ms) => ms > 40 && ms <= 80));
  assert.ok(new Set(pauses).size > 400);
});
