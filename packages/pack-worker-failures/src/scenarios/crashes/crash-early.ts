import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "after a crash in the first chunk the final result equals that of a run without a crash",
  workload: processJob({ kind: "recording", chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 1 }, { edge: "after" }),
      inject: kill(),
      heal: whenTaken(1),
    },
  ],
  invariants: [noChunkIsDoneTwice, jobIsDone, resultMatchesUpstream, resultIsThatOfAFaultlessRun],
});
