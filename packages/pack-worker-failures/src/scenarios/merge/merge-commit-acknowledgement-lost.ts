import { defineScenario, resetConnection } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { mergeHappensOnce } from "../../invariants/results/merge-happens-once.ts";
import { mergeIsAtomic } from "../../invariants/results/merge-is-atomic.ts";
import { noItemTwice } from "../../invariants/results/no-item-twice.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "a retry after an unanswered COMMIT writes no item twice",
  workload: processJob({ chunks: 4 }),
  schedule: [{ at: jobs.moment("merge commits", {}, { edge: "after" }), inject: resetConnection() }],
  invariants: [
    noItemTwice,
    mergeHappensOnce,
    mergeIsAtomic,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
});
