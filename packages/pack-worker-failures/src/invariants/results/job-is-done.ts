import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { historyOf, said, submit } from "../../history/examples.ts";
import { lastOf, mayHaveFailed, submitted, told } from "../../history/jobs-seen.ts";

/** In the end every job is done, or has failed for more deaths than the target promises to survive; where chunks are told, as many are completed as it was taken on with. */
export const jobIsDone = defineInvariant({
  name: "job is done",
  timed: true,
  optionalTraits: ["redeliveries"],
  check(history) {
    const taken = submitted(history);
    const statuses = told(history);
    if (taken.length === 0 || statuses.length === 0) return unknown("no job was taken on, or nobody looked at it");
    for (const { job, chunks } of taken) {
      const last = lastOf(statuses, job);
      if (last?.status === "failed" && last.error?.trim() && mayHaveFailed(history)) continue;
      const isCut = last !== undefined && "counts" in last;
      const completed = isCut ? last.counts.completed : 0;
      if (last?.status === "done" && (!isCut || completed === chunks)) continue;
      const so = isCut ? ` with ${completed} of ${chunks} chunks completed` : "";
      return violated(`job ${job} ended ${last?.status ?? "unseen"}${so}`, last);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      submit(2),
      said(10, ["processing", "pending"]),
      said(300, ["completed", "completed"], { status: "done" }),
    ),
    breaks: historyOf(submit(2), said(300, ["completed", "processing"])),
  },
});
