import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { completedChunksSurvive } from "../../invariants/progress/completed-chunks-survive.ts";
import { onlyTheStruckChunkIsRetried } from "../../invariants/progress/only-the-struck-chunk-is-retried.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { retryJob } from "../../workloads/retry-job.ts";

export const scenario = defineScenario({
  promise: "a retry sends only failed and pending chunks to the upstream, counted there",
  workload: retryJob({ chunks: 6 }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 5 }),
      inject: kill(),
      heal: whenTaken(5),
    },
  ],
  invariants: [
    onlyUnfinishedChunksAreRedone,
    onlyTheStruckChunkIsRetried,
    completedChunksSurvive,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
});
