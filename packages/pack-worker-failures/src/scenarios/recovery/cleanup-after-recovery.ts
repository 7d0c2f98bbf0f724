import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenOthersGoOn, whenTaken } from "../../faults/heals.ts";
import { nothingIsLeftOver } from "../../invariants/damage/nothing-is-left-over.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { processJob } from "../../workloads/process-job.ts";
import { recoverJob } from "../../workloads/recover-job.ts";

export const scenario = defineScenario({
  promise: "temporary files and leases of the dead worker are gone after a recovery",
  workload: recoverJob({ kind: "recording", chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("result is stored", { chunk: 3 }),
      inject: kill(),
      heal: whenTaken(3),
    },
  ],
  invariants: [nothingIsLeftOver, jobIsDone],
  variants: {
    "died in a chunk": {},
    "died in the cutting": {
      workload: processJob({ kind: "recording", chunks: 4 }),
      schedule: [
        {
          at: jobs.moment("piece is stored", { chunk: 2 }),
          inject: kill(),
          heal: whenOthersGoOn(jobs.moment("cutting starts", {}, { by: "other" })),
        },
      ],
    },
  },
});
