import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "after a crash at the end of the last chunk the final result equals that of a run without a crash",
  workload: processJob({ kind: "recording", chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("work completes", { chunk: 4 }),
      inject: kill(),
      heal: whenTaken(4),
    },
  ],
  invariants: [
    onlyUnfinishedChunksAreRedone,
    noChunkIsDoneTwice,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
});
