import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { differenceFromFaultless } from "../../history/compare-with-faultless.ts";
import { did, exited, faultless, historyOf, items, said, struck, submit } from "../../history/examples.ts";
import { lastOf, mayHaveFailed, submitted, told } from "../../history/jobs-seen.ts";

/**
 * A job that lost its worker ends as if it had not, or waits for whoever takes it up with its chunk shown failed: it is not
 * under way for ever. One that died more often than the target promises to survive may have failed.
 */
export const lostWorkIsNotForgotten = defineInvariant({
  name: "lost work is not forgotten",
  timed: true,
  needsSettle: true,
  optionalTraits: ["redeliveries"],
  check(history) {
    const statuses = told(history);
    const taken = submitted(history);
    if (history.faults.length === 0 || taken.length === 0 || statuses.length === 0)
      return unknown("no job lost its worker, or nobody looked at it");
    for (const { job } of taken) {
      const last = lastOf(statuses, job);
      if (last && "counts" in last && last.counts.failed > 0) continue;
      if (last?.status === "failed" && last.error?.trim() && mayHaveFailed(history)) continue;
      if (last?.status !== "done")
        return violated(`job ${job} lost its worker and is ${last?.status ?? "unseen"}`, last);
      const difference = differenceFromFaultless(history, job);
      if (difference) return violated(`job ${job} has ${difference}`);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(submit(2), struck(10, 300), exited(10, "killed"), said(400, ["completed", "failed"])),
    breaks: historyOf(
      faultless(did("result", { job: "j" }, 29, items(1, 2))),
      submit(2),
      struck(10, 300),
      exited(10, "killed"),
      said(400, ["completed", "completed"], { status: "done" }),
      did("result", { job: "j" }, 409, items(1, 2, 2)),
    ),
  },
});
