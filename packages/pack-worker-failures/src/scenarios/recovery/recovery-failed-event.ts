import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { answerWith } from "@chaos-packs/http";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { jobFailsClearly } from "../../invariants/errors/job-fails-clearly.ts";
import { completedChunksSurvive } from "../../invariants/progress/completed-chunks-survive.ts";
import { triesAreBounded } from "../../invariants/progress/tries-are-bounded.ts";
import { failedRecoveryIsTold } from "../../invariants/recovery/failed-recovery-is-told.ts";
import { recoverJob } from "../../workloads/recover-job.ts";

export const scenario = defineScenario({
  promise: "a recovery that gives up publishes why, and leaves the job in a clear error state",
  workload: recoverJob({ kind: "recording", chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 4 }),
      inject: kill(),
      heal: whenTaken(4),
    },
    {
      at: jobs.moment("work starts", { chunk: 4 }, { occurrence: 2 }),
      inject: answerWith({ status: 500, of: "all of its role" }),
    },
  ],
  invariants: [failedRecoveryIsTold, jobFailsClearly, triesAreBounded, completedChunksSurvive],
});
