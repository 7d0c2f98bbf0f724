import type { Stall } from "@chaos-packs/contract";
import type { CpuReading } from "./cpu-reading.ts";

/** A share of a stretch in which it is ordinary to wait for a CPU: less is no stall. */
const ORDINARY = 0.1;

/**
 * What was lost between two readings: as much as the thread that waited longest for a CPU, and what a hypervisor took away.
 * Where neither is known it is what the load leaves to each of those that want to run. Undefined: no more than is ordinary.
 */
export function cpuStall(before: CpuReading, after: CpuReading): Stall | undefined {
  const ms = after.at - before.at;
  if (ms <= 0) return undefined;
  const lostMs = Math.min(ms, longestWait(before, after) + stolenShare(before, after) * ms);
  return lostMs < ORDINARY * ms ? undefined : { from: before.at, to: after.at, lostMs, of: "cpu" };
}

function longestWait(before: CpuReading, after: CpuReading): number {
  if (after.waited.size === 0) return (after.at - before.at) * Math.max(0, 1 - 1 / Math.max(1, after.load));
  let longest = 0;
  for (const [thread, waited] of after.waited) {
    const was = before.waited.get(thread);
    // A thread that has come since has waited for as long as it says.
    longest = Math.max(longest, waited - (was !== undefined && was <= waited ? was : 0));
  }
  return longest;
}

function stolenShare(before: CpuReading, after: CpuReading): number {
  const total = after.total - before.total;
  return total <= 0 ? 0 : Math.max(0, after.stolen - before.stolen) / total;
}
