import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { completedChunksSurvive } from "../../invariants/progress/completed-chunks-survive.ts";
import { countsAddUp } from "../../invariants/progress/counts-add-up.ts";
import { progressIsTruthful } from "../../invariants/progress/progress-is-truthful.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "at every sampled moment progress equals what is durably stored, and completed never goes down",
  workload: processJob({ chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("result is stored", { chunk: 2 }),
      inject: kill(),
      heal: whenTaken(2),
    },
    {
      at: jobs.moment("work completes", { chunk: 4 }),
      inject: kill(),
      heal: whenTaken(4),
    },
  ],
  invariants: [progressIsTruthful, completedChunksSurvive, countsAddUp, jobIsDone],
});
