import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { recoveryHappensOnce } from "../../invariants/recovery/recovery-happens-once.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { recoverJob } from "../../workloads/recover-job.ts";

export const scenario = defineScenario({
  promise: "of eight recoveries that are started at the same time exactly one is done",
  workload: recoverJob({ kind: "recording", chunks: 4, recover: "eight times at once" }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 3 }),
      inject: kill(),
      heal: whenTaken(3),
    },
  ],
  invariants: [recoveryHappensOnce, noChunkIsDoneTwice, jobIsDone, resultMatchesUpstream, resultIsThatOfAFaultlessRun],
});
