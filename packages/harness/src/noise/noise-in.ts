import type { Interval, Stall } from "@chaos-packs/contract";

/** How much of a stretch of time the machine lost. */
export interface Noise {
  /** The longest that the harness itself was late, ms. */
  readonly lagMs: number;
  /** How long its most delayed threads waited for a CPU, added up, ms. */
  readonly starvedMs: number;
  /** The share of the stretch for which they waited. */
  readonly share: number;
}

/** No event loop is late by so much on a machine that works, ms. */
const STOPPED_MS = 1_000;

/** Whether the harness itself was stopped, or the machine slept: what leases and timeouts did then says nothing of the service. */
export const wasStopped = ({ lagMs }: Pick<Noise, "lagMs">): boolean => lagMs >= STOPPED_MS;

/** The event loop handles what has come while it was late just after it: a stall that ends so shortly before belongs to it. */
const EDGE_MS = 5;

/** What was lost in a stretch of time. A stall elsewhere in the run counts for nothing. */
export function noiseIn(stalls: readonly Stall[], { from, to }: Interval): Noise {
  let [lagMs, starvedMs] = [0, 0];
  for (const stall of stalls) {
    if (stall.of === "event loop") {
      if (stall.to >= from - EDGE_MS && stall.from <= to) lagMs = Math.max(lagMs, stall.lostMs);
      continue;
    }
    const sharedMs = Math.min(to, stall.to) - Math.max(from, stall.from);
    if (sharedMs > 0) starvedMs += (stall.lostMs * sharedMs) / (stall.to - stall.from);
  }
  return { lagMs, starvedMs, share: to > from ? Math.min(1, starvedMs / (to - from)) : 0 };
}
