import type { Overrun } from "@chaos-packs/contract/pack";
import type { Call } from "./calls-seen.ts";

/**
 * By how much several calls took too long together, and when. Of calls that overlap the worst counts: what held one of them
 * up has held up all. Those that came one after the other each need a reason of their own, so they add up.
 */
export function overrunOfAll(calls: readonly Call[], excessOf: (call: Call) => number): Overrun {
  const sorted = [...calls].sort((a, b) => a.calledAt - b.calledAt);
  const from = sorted[0]?.calledAt ?? 0;
  let [to, byMs, worst] = [from, 0, 0];
  for (const call of sorted) {
    if (call.calledAt > to) {
      byMs += worst;
      worst = 0;
    }
    worst = Math.max(worst, excessOf(call));
    to = Math.max(to, call.returnedAt);
  }
  return { byMs: byMs + worst, from, to };
}
