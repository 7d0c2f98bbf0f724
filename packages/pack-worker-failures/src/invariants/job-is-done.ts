import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { historyOf, status, submit } from "../history/build-history.ts";
import { answers, lastOf, submitted } from "../history/jobs-seen.ts";

/** In the end every job is done, with as many completed chunks as it was taken on with. */
export const jobIsDone = defineInvariant({
  name: "job is done",
  timed: true,
  check(history) {
    const taken = submitted(history);
    const statuses = answers(history, "status");
    if (taken.length === 0 || statuses.length === 0) return unknown("no job was taken on, or nobody looked at it");
    for (const { job, chunks } of taken) {
      const last = lastOf(statuses, job);
      if (last?.status !== "done" || last.counts.completed !== chunks) {
        return violated(
          `job ${job} ended ${last?.status ?? "unseen"} with ${last?.counts.completed ?? 0} of ${chunks} chunks completed`,
          last,
        );
      }
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      submit(2),
      status(10, ["processing", "pending"]),
      status(300, ["completed", "completed"], { status: "done" }),
    ),
    breaks: historyOf(submit(2), status(300, ["completed", "processing"])),
  },
});
