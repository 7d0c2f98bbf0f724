import { defineScenario, stall } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { mergeHappensOnce } from "../../invariants/results/merge-happens-once.ts";
import { noItemTwice } from "../../invariants/results/no-item-twice.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

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
  invariants: [mergeHappensOnce, noItemTwice, jobIsDone, resultMatchesUpstream, resultIsThatOfAFaultlessRun],
});
