import { type History, isSameLife, type Overrun, seen } from "@chaos-packs/contract/pack";
import { partsOfJobs as jobs } from "../capabilities/parts-of-jobs.ts";
import { takingsSeen } from "./takings-seen.ts";

/**
 * By how much, and when, the lease of a chunk was overrun when it was taken from a worker that no fault had struck and that
 * lived on; undefined when that never happened. On a machine that stalls, such a worker is late with its heartbeat through
 * no fault of its own. Reads the moments of claiming, heartbeats, completing and failing.
 */
export function overrunOf(history: History, chunk: string): Overrun | undefined {
  const leaseMs = seen(history, jobs).promised("leaseMs");
  const taking = takingsSeen(history).find(
    ({ chunk: taken, from, at, isFromTheDead }) =>
      taken === chunk &&
      !isFromTheDead &&
      !history.faults.some(({ struck, at: struckAt }) => isSameLife(struck, from) && struckAt <= at),
  );
  return taking && { byMs: taking.at - taking.lastSignAt - leaseMs, from: taking.lastSignAt, to: taking.at };
}
