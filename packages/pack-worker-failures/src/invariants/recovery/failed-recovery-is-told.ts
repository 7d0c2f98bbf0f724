import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, looked, saw, work } from "../../history/examples.ts";

const at = "2026-01-01T00:00:00.000Z";

/** A recovery that gives up publishes recovery.failed once, with its reason, and never recovery.completed. */
export const failedRecoveryIsTold = defineInvariant({
  name: "failed recovery is told",
  reads: ["events"],
  moments: ["recovery starts"],
  check(history) {
    const [recovery] = seen(history, jobs).moments("recovery starts");
    if (!recovery) return unknown("no recovery started");
    const events = seen(history, jobs)
      .looks("events")
      .map(({ output }) => output);
    const failed = events.filter(({ type, job }) => type === "recovery.failed" && job === recovery.scope.job);
    if (failed.length !== 1) return violated(`recovery.failed was published ${failed.length} times`);
    if (!failed[0]?.reason?.trim()) return violated("recovery.failed gives no reason", failed[0]);
    return events.some(({ type }) => type === "recovery.completed")
      ? violated("a failed recovery was announced as completed")
      : holds;
  },
  examples: {
    keeps: historyOf(
      saw("recovery starts", work(0), 10),
      looked("events", {}, 90, { type: "recovery.failed", job: "j", at, reason: "chunk 3: 3 tries" }),
    ),
    breaks: historyOf(
      saw("recovery starts", work(0), 10),
      looked("events", {}, 90, { type: "recovery.completed", job: "j", at, total: 3 }),
    ),
  },
});
