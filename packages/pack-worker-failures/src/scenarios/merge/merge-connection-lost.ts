import { defineScenario, resetConnection } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { mergeHappensOnce } from "../../invariants/results/merge-happens-once.ts";
import { mergeIsAtomic } from "../../invariants/results/merge-is-atomic.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "no reader ever sees a part of a merge whose connection was reset at its third insert",
  workload: processJob({ chunks: 4 }),
  schedule: [{ at: jobs.moment("merge inserts", { chunk: 3 }), inject: resetConnection() }],
  invariants: [mergeIsAtomic, mergeHappensOnce, jobIsDone, resultMatchesUpstream, resultIsThatOfAFaultlessRun],
});
