import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { recoveryHappensOnce } from "../../invariants/recovery/recovery-happens-once.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { mergeHappensOnce } from "../../invariants/results/merge-happens-once.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { recoverJob } from "../../workloads/recover-job.ts";

export const scenario = defineScenario({
  promise: "five recoveries of one job equal one",
  workload: recoverJob({ kind: "recording", chunks: 4, recover: "five times" }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 3 }),
      inject: kill(),
      heal: whenTaken(3),
    },
  ],
  invariants: [
    recoveryHappensOnce,
    onlyUnfinishedChunksAreRedone,
    noChunkIsDoneTwice,
    mergeHappensOnce,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
});
