import { defineScenario, kill, refuse } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { links } from "../../faults/links.ts";
import { completedChunksSurvive } from "../../invariants/progress/completed-chunks-survive.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { recoverJob } from "../../workloads/recover-job.ts";

export const scenario = defineScenario({
  promise: "recovery waits for the object store and finishes when it is back",
  workload: recoverJob({ kind: "recording", chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 4 }),
      inject: kill(),
      heal: whenTaken(4),
    },
    {
      at: jobs.moment("recovery starts", {}, { edge: "after" }),
      inject: refuse({ link: links.store, fate: "release" }),
      heal: jobs.after("leaseMs", 2),
    },
  ],
  invariants: [
    onlyUnfinishedChunksAreRedone,
    completedChunksSurvive,
    noChunkIsDoneTwice,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
});
