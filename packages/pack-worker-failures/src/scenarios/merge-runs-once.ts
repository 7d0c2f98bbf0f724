import { defineScenario, stall } from "@chaos-packs/contract";
import { jobs } from "../capabilities/jobs.ts";
import { jobIsDone } from "../invariants/job-is-done.ts";
import { mergeHappensOnce } from "../invariants/merge-happens-once.ts";
import { noBoxTwice } from "../invariants/no-box-twice.ts";
import { resultMatchesUpstream } from "../invariants/result-matches-upstream.ts";
import { processJob } from "../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "two workers that both see the last chunk done merge once",
  workload: processJob({ chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("merge starts", {}, { edge: "after" }),
      inject: stall(),
      heal: { when: jobs.moment("merge commits", {}, { edge: "after", by: "other" }) },
    },
  ],
  invariants: [mergeHappensOnce, noBoxTwice, jobIsDone, resultMatchesUpstream],
});
