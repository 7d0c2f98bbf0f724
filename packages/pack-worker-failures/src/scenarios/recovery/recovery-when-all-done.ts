import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenOthersGoOn } from "../../faults/heals.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { mergeHappensOnce } from "../../invariants/results/merge-happens-once.ts";
import { onlyFinalizationRuns } from "../../invariants/results/only-finalization-runs.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { recoverJob } from "../../workloads/recover-job.ts";

export const scenario = defineScenario({
  promise: "with all chunks done only finalization runs",
  workload: recoverJob({ kind: "recording", chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("merge commits"),
      inject: kill(),
      heal: whenOthersGoOn(jobs.moment("merge starts", {}, { edge: "after", by: "other" })),
    },
  ],
  invariants: [onlyFinalizationRuns, mergeHappensOnce, jobIsDone, resultMatchesUpstream, resultIsThatOfAFaultlessRun],
});
