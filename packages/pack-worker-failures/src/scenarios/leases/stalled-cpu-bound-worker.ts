import { defineScenario, hold, stall } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { lateOwnerIsFenced } from "../../invariants/leases/late-owner-is-fenced.ts";
import { completedChunksSurvive } from "../../invariants/progress/completed-chunks-survive.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise:
    "a worker frozen in a tight synchronous loop past its lease and then thawed cannot overwrite what its replacement wrote",
  workload: processJob({ chunks: 3, concurrency: 2, busyLeases: 0.6 }),
  schedule: [
    // Nothing is seen on the wire while a worker computes: the other's call is held for half of that time.
    {
      at: jobs.moment("work starts", { chunk: 2 }),
      inject: hold(),
      heal: jobs.after("leaseMs", 0.3),
    },
    {
      at: jobs.moment("work starts", { chunk: 2 }, { edge: "after" }),
      inject: stall("others of its role"),
      heal: { when: jobs.moment("work completes", { chunk: 1 }, { edge: "after", by: "struck" }) },
    },
  ],
  invariants: [
    lateOwnerIsFenced,
    noChunkIsDoneTwice,
    completedChunksSurvive,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
});
