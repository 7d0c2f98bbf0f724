import { defineScenario, kill, refuse } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";
import { whenTaken } from "../faults/heals.ts";
import { links } from "../faults/links.ts";
import { completedChunksSurvive } from "../invariants/completed-chunks-survive.ts";
import { jobIsDone } from "../invariants/job-is-done.ts";
import { noChunkIsDoneTwice } from "../invariants/no-chunk-is-done-twice.ts";
import { onlyUnfinishedChunksAreRedone } from "../invariants/only-unfinished-chunks-are-redone.ts";
import { resultIsThatOfAFaultlessRun } from "../invariants/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../invariants/result-matches-upstream.ts";
import { recoverJob } from "../workloads/recover-job.ts";

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
