import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenOthersGoOn } from "../../faults/heals.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { mergeIsAtomic } from "../../invariants/results/merge-is-atomic.ts";
import { onlyFinalizationRuns } from "../../invariants/results/only-finalization-runs.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { resultsWaitForTheRetry } from "../../invariants/results/results-wait-for-the-retry.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "when a merge is killed before its COMMIT the chunk results are all still there for the retry",
  workload: processJob({ chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("merge commits"),
      inject: kill(),
      heal: whenOthersGoOn(jobs.moment("merge starts", {}, { edge: "after", by: "other" })),
    },
  ],
  invariants: [
    resultsWaitForTheRetry,
    onlyFinalizationRuns,
    mergeIsAtomic,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
});
