import type { History } from "@chaos-packs/contract";
import { chunkOf, isSameLife, moments, trait } from "./jobs-seen.ts";

/**
 * By how much, ms, the lease of a chunk was overrun when it was taken from a worker that no fault had struck and that
 * lived on; undefined when that never happened. On a machine that stalls, such a worker is late with its heartbeat through
 * no fault of its own. Reads the moments of claiming, heartbeats and failing.
 */
export function overrunOf(history: History, chunk: string): number | undefined {
  const leaseMs = trait(history, "leaseMs") ?? 0;
  const signs = [...moments(history, "chunk is claimed"), ...moments(history, "chunk heartbeats")];
  for (const failure of moments(history, "chunk fails").filter((seen) => chunkOf(seen) === chunk)) {
    const last = signs
      .filter((seen) => chunkOf(seen) === chunk && seen.at < failure.at)
      .sort((a, b) => a.at - b.at)
      .at(-1);
    if (!last || isSameLife(last.by, failure.by)) continue;
    const isStruck = history.faults.some(({ struck, at }) => isSameLife(struck, last.by) && at <= failure.at);
    const isGone = history.exits.some(({ by, at }) => isSameLife(by, last.by) && at <= failure.at);
    if (!isStruck && !isGone) return Math.max(0, failure.at - last.at - leaseMs);
  }
  return undefined;
}
