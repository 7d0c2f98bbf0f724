import { defineInvariant, faultsSeen, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, looked, struck } from "../../history/examples.ts";

/** When events cannot be published the service's log says so. */
export const failedPublishIsSaid = defineInvariant({
  name: "failed publish is said",
  reads: ["publish failures"],
  check(history) {
    const fault = faultsSeen(history).at(-1);
    if (!fault) return unknown("no fault went in");
    return seen(history, jobs)
      .looks("publish failures")
      .some(({ at }) => at >= fault.at)
      ? holds
      : violated("events could not be published, and the log did not say so");
  },
  examples: {
    keeps: historyOf(
      struck(10, 90),
      looked("publish failures", {}, 30, { role: "worker", text: "cannot publish recovery.started" }),
    ),
    breaks: historyOf(struck(10, 90), looked("alerts", {}, 30, { role: "worker", text: "lease lost" })),
  },
});
