import { defineInvariant, exceeded, holds, unknown } from "@chaos-packs/contract";
import { historyOf, saw, worker } from "../history/build-history.ts";
import { chunkOf, isSameLife, moments, trait } from "../history/jobs-seen.ts";

/** No chunk is taken from its worker before its last claim or heartbeat is a lease old (less one heartbeat, for the way to it). */
export const leaseIsRespected = defineInvariant({
  name: "lease is respected",
  timed: true,
  moments: ["chunk is claimed", "chunk heartbeats", "chunk fails"],
  check(history) {
    const leaseMs = trait(history, "leaseMs");
    const heartbeatMs = trait(history, "heartbeatMs");
    if (leaseMs === undefined || heartbeatMs === undefined) return unknown("the target tells no lease");
    const signs = [...moments(history, "chunk is claimed"), ...moments(history, "chunk heartbeats")];
    let judged = 0;
    for (const failure of moments(history, "chunk fails")) {
      const last = signs
        .filter((seen) => chunkOf(seen) === chunkOf(failure) && seen.at < failure.at)
        .sort((a, b) => a.at - b.at)
        .at(-1);
      if (!last || isSameLife(last.by, failure.by)) continue;
      judged++;
      const age = failure.at - last.at;
      if (age < leaseMs - heartbeatMs) {
        return exceeded(
          `chunk ${chunkOf(failure)} was taken away ${Math.round(age)} ms after its last sign of life; the lease is ${leaseMs} ms`,
          leaseMs - heartbeatMs - age,
        );
      }
    }
    return judged === 0 ? unknown("no chunk was taken from a worker") : holds;
  },
  examples: {
    keeps: historyOf(
      saw("chunk is claimed", 10, 1),
      saw("chunk heartbeats", 60, 1),
      saw("chunk fails", 315, 1, { by: worker(2) }),
    ),
    breaks: historyOf(
      saw("chunk is claimed", 10, 1),
      saw("chunk heartbeats", 200, 1),
      saw("chunk fails", 265, 1, { by: worker(2) }),
    ),
  },
});
