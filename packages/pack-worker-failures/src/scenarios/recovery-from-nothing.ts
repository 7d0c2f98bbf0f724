import { defineScenario, kill } from "@chaos-packs/contract";
import { jobs } from "../capabilities/jobs.ts";
import { everythingStartsAgain } from "../invariants/everything-starts-again.ts";
import { jobIsDone } from "../invariants/job-is-done.ts";
import { resultMatchesUpstream } from "../invariants/result-matches-upstream.ts";
import { recoverJob } from "../workloads/recover-job.ts";

export const scenario = defineScenario({
  promise: "with no chunk finished the job restarts from the beginning",
  workload: recoverJob({ kind: "recording", chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("chunk starts", { chunk: 1 }),
      inject: kill(),
      heal: { when: jobs.moment("chunk fails", { chunk: 1 }, { edge: "after" }) },
    },
  ],
  invariants: [everythingStartsAgain, jobIsDone, resultMatchesUpstream],
});
