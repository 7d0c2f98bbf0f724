import { defineScenario, stall } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { lateOwnerIsFenced } from "../../invariants/leases/late-owner-is-fenced.ts";
import { leaseIsRespected } from "../../invariants/leases/lease-is-respected.ts";
import { completedChunksSurvive } from "../../invariants/progress/completed-chunks-survive.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

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
