import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsStoredOnce } from "../../invariants/results/result-is-stored-once.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "a result stored but not yet marked is neither lost nor stored twice",
  workload: processJob({ chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("result is stored", { chunk: 3 }, { edge: "after" }),
      inject: kill(),
      heal: whenTaken(3),
    },
  ],
  invariants: [resultIsStoredOnce, noChunkIsDoneTwice, jobIsDone, resultMatchesUpstream, resultIsThatOfAFaultlessRun],
});
