import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { completedChunksSurvive } from "../../invariants/progress/completed-chunks-survive.ts";
import { jobWaitsForWorkers } from "../../invariants/progress/job-waits-for-workers.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "with all workers dead the job waits, is queryable, and finishes when workers return",
  workload: processJob({ chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 3 }),
      inject: kill("all of its role"),
      heal: jobs.after("redeliveryMs", 1),
    },
  ],
  invariants: [
    jobWaitsForWorkers,
    completedChunksSurvive,
    onlyUnfinishedChunksAreRedone,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
});
