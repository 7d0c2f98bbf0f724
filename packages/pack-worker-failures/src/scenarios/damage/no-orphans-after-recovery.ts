import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { nothingIsOrphaned } from "../../invariants/damage/nothing-is-orphaned.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { retryJob } from "../../workloads/retry-job.ts";

export const scenario = defineScenario({
  promise:
    "after kills and retries there is no row without its object, no object without its row, no chunk without its document",
  workload: retryJob({ chunks: 6 }),
  schedule: [
    {
      at: jobs.moment("result is stored", { chunk: 2 }, { edge: "after" }),
      inject: kill(),
      heal: whenTaken(2),
    },
    {
      at: jobs.moment("work starts", { chunk: 4 }),
      inject: kill(),
      heal: whenTaken(4),
    },
  ],
  invariants: [nothingIsOrphaned, jobIsDone, resultMatchesUpstream, resultIsThatOfAFaultlessRun],
});
