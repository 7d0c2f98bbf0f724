import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenOthersGoOn } from "../../faults/heals.ts";
import { noHalfSetOfChunks } from "../../invariants/damage/no-half-set-of-chunks.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "after a crash before the recording is cut the final result equals that of a run without a crash",
  workload: processJob({ kind: "recording", chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("cutting starts"),
      inject: kill(),
      heal: whenOthersGoOn(jobs.moment("cutting starts", {}, { by: "other" })),
    },
  ],
  invariants: [noHalfSetOfChunks, jobIsDone, resultMatchesUpstream, resultIsThatOfAFaultlessRun],
});
