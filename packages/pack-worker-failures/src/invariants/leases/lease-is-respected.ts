import { defineInvariant, exceeded, holds, seen, unknown } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, saw, work, worker } from "../../history/examples.ts";
import { takingsSeen } from "../../history/takings-seen.ts";

/**
 * No chunk is taken from its worker before its last claim or heartbeat is a lease old (less one heartbeat, for the way to it).
 * Who gives a dead worker's chunk out again may know of its death in other ways, and need not wait.
 */
export const leaseIsRespected = defineInvariant({
  name: "lease is respected",
  timed: true,
  traits: ["leaseMs", "heartbeatMs"],
  moments: ["work is claimed", "work heartbeats", "work completes"],
  alsoReads: ["work fails"],
  check(history) {
    const leaseMs = seen(history, jobs).promised("leaseMs");
    const heartbeatMs = seen(history, jobs).promised("heartbeatMs");
    const takings = takingsSeen(history);
    const early = takings.find(
      ({ moment, at, lastSignAt, isFromTheDead }) =>
        at - lastSignAt < leaseMs - heartbeatMs && !(isFromTheDead && moment === "work is claimed"),
    );
    if (!early) return takings.length === 0 ? unknown("no chunk was taken from a worker") : holds;
    const age = early.at - early.lastSignAt;
    return exceeded(
      `chunk ${early.chunk} was taken away ${Math.round(age)} ms after its last sign of life; the lease is ${leaseMs} ms`,
      { byMs: leaseMs - heartbeatMs - age, from: early.lastSignAt, to: early.at },
    );
  },
  examples: {
    keeps: historyOf(
      saw("work is claimed", work(1), 10),
      saw("work heartbeats", work(1), 60),
      saw("work fails", work(1), 315, { by: worker(2) }),
    ),
    breaks: historyOf(
      saw("work is claimed", work(1), 10),
      saw("work heartbeats", work(1), 200),
      saw("work fails", work(1), 265, { by: worker(2) }),
    ),
  },
});
