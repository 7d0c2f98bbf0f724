import { defineScenario, kill, reference } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { firstJobIsUntouched } from "../../invariants/progress/first-job-is-untouched.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { twoJobs } from "../../workloads/two-jobs.ts";

export const scenario = defineScenario({
  promise: "a worker that did one job well and dies in the next leaves the first untouched",
  workload: twoJobs({ chunks: 3 }),
  schedule: [
    {
      at: jobs.moment("work starts", { job: reference("job"), chunk: 2 }),
      inject: kill(),
      heal: whenTaken(2),
    },
  ],
  invariants: [firstJobIsUntouched, jobIsDone, resultMatchesUpstream, resultIsThatOfAFaultlessRun],
});
