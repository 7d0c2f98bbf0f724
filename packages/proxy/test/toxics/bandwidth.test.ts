import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { randomFrom } from "../../src/random.ts";
import { bandwidth } from "../../src/toxics/bandwidth.ts";

interface Passed {
  readonly at: number;
  readonly bytes: number;
}

/** Sends pieces through a bandwidth on a clock of its own, whose timers are late by up to so many ms; what passed, and when. */
function play(rate: number, pieces: readonly { at: number; bytes: number }[], lateMs: number): readonly Passed[] {
  const late = randomFrom(7);
  const pipe = bandwidth.start?.({ attributes: () => ({ rate }), random: () => 0, startedAt: 0 });
  assert.ok(pipe);
  const passed: Passed[] = [];
  let now = 0;
  for (const { at, bytes } of pieces) {
    now = Math.max(now, at);
    for (let left = bytes; left > 0; ) {
      const decision = pipe.decide({ piece: { bytes: Buffer.alloc(left) }, at, chance: 0 }, now);
      assert.notEqual(decision, "drop");
      if (decision === "drop") break;
      if (decision === "pass") {
        passed.push({ at: now, bytes: left });
        left = 0;
      } else if ("pass" in decision) {
        assert.ok(decision.pass > 0 && decision.pass < left, "at least one byte passes, and not all");
        passed.push({ at: now, bytes: decision.pass });
        left -= decision.pass;
      } else {
        assert.ok("wait" in decision && decision.wait > now, "time must go on");
        now = decision.wait + lateMs * late();
      }
    }
  }
  return passed;
}

const sum = (passed: readonly Passed[]): number => passed.reduce((total, { bytes }) => total + bytes, 0);

describe("the clockwork of bandwidth", () => {
  for (const rate of [10, 100, 1_000, 10_000, 100_000]) {
    it(`keeps ${rate} KB/s within 1 % over two seconds, though timers are up to 4 ms late`, () => {
      const pieces = Array.from({ length: 200 }, () => ({ at: 0, bytes: rate * 10 }));
      const passed = play(rate, pieces, 4);
      const spent = passed.at(-1)?.at ?? 0;
      assert.ok(Math.abs(sum(passed) / spent / rate - 1) < 0.01, `${sum(passed) / spent} KB/s`);
    });
  }

  it("is never ahead of its rate, and saves nothing up while nothing comes", () => {
    const pieces = Array.from({ length: 50 }, (_, turn) => ({ at: 1_000 * turn, bytes: 500 }));
    for (const [turn, { at }] of pieces.entries()) {
      const passed = play(10, pieces.slice(0, turn + 1), 0);
      assert.ok((passed.at(-1)?.at ?? 0) >= at + 50, "500 bytes at 10 KB/s take 50 ms, however long it was idle");
    }
  });
});
