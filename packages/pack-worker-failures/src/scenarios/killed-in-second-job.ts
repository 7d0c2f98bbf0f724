import { defineScenario, kill } from "@chaos-packs/contract";
import { jobs } from "../capabilities/jobs.ts";
import { firstJobIsUntouched } from "../invariants/first-job-is-untouched.ts";
import { jobIsDone } from "../invariants/job-is-done.ts";
import { resultMatchesUpstream } from "../invariants/result-matches-upstream.ts";
import { twoJobs } from "../workloads/two-jobs.ts";

export const scenario = defineScenario({
  promise: "a worker that did one job well and dies in the next leaves the first untouched",
  workload: twoJobs({ chunks: 3 }),
  schedule: [
    {
      at: jobs.moment("chunk starts", { chunk: 2 }, { occurrence: 2 }),
      inject: kill(),
      heal: { when: jobs.moment("chunk fails", { chunk: 2 }, { edge: "after" }) },
    },
  ],
  invariants: [firstJobIsUntouched, jobIsDone, resultMatchesUpstream],
});
