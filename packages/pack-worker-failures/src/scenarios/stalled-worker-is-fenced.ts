import { defineScenario, stall } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";
import { completedChunksSurvive } from "../invariants/completed-chunks-survive.ts";
import { jobIsDone } from "../invariants/job-is-done.ts";
import { lateOwnerIsFenced } from "../invariants/late-owner-is-fenced.ts";
import { leaseIsRespected } from "../invariants/lease-is-respected.ts";
import { noChunkIsDoneTwice } from "../invariants/no-chunk-is-done-twice.ts";
import { resultIsThatOfAFaultlessRun } from "../invariants/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../invariants/result-matches-upstream.ts";
import { processJob } from "../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "a worker frozen past its lease and then thawed cannot overwrite what its replacement wrote",
  workload: processJob({ chunks: 6 }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 5 }, { edge: "after" }),
      inject: stall(),
      heal: { when: jobs.moment("work completes", { chunk: 5 }, { edge: "after", by: "other" }) },
    },
  ],
  invariants: [
    lateOwnerIsFenced,
    noChunkIsDoneTwice,
    leaseIsRespected,
    completedChunksSurvive,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
  quick: true,
});
