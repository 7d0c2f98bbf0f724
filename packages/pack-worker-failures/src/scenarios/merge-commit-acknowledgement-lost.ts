import { defineScenario, resetConnection } from "@chaos-packs/contract";
import { jobs } from "../capabilities/jobs.ts";
import { jobIsDone } from "../invariants/job-is-done.ts";
import { mergeHappensOnce } from "../invariants/merge-happens-once.ts";
import { mergeIsAtomic } from "../invariants/merge-is-atomic.ts";
import { noBoxTwice } from "../invariants/no-box-twice.ts";
import { resultMatchesUpstream } from "../invariants/result-matches-upstream.ts";
import { processJob } from "../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "a retry after an unanswered COMMIT writes no box twice",
  workload: processJob({ chunks: 4 }),
  schedule: [{ at: jobs.moment("merge commits", {}, { edge: "after" }), inject: resetConnection() }],
  invariants: [noBoxTwice, mergeHappensOnce, mergeIsAtomic, jobIsDone, resultMatchesUpstream],
});
