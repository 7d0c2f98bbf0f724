import { defineScenario, kill, partition } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenOthersGoOn } from "../../faults/heals.ts";
import { everythingStartsAgain } from "../../invariants/progress/everything-starts-again.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { recoverJob } from "../../workloads/recover-job.ts";

// Both chunks are in hand and neither is done when every worker dies: the first is held up until then.
export const scenario = defineScenario({
  promise: "with no chunk finished the job restarts from the beginning",
  workload: recoverJob({ kind: "recording", chunks: 2, concurrency: "many" }),
  schedule: [
    // Whichever of the two starts first waits for the other, and must not end before both are dead and found to be.
    {
      at: jobs.moment("work starts"),
      inject: partition(),
      heal: whenOthersGoOn(jobs.moment("work fails", {}, { edge: "after" })),
    },
    {
      at: jobs.moment("work starts", {}, { occurrence: 2 }),
      inject: kill("all of its role"),
      heal: jobs.after("leaseMs", 1.2),
    },
  ],
  invariants: [everythingStartsAgain, jobIsDone, resultMatchesUpstream, resultIsThatOfAFaultlessRun],
});
