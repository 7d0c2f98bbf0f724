import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { damageIsMended } from "../../invariants/damage/damage-is-mended.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { neverAWrongResult } from "../../invariants/results/never-a-wrong-result.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { loseEverything } from "../../workloads/plant.ts";
import { recoverJob } from "../../workloads/recover-job.ts";

export const scenario = defineScenario({
  promise: "with every object lost the job starts over instead of finishing empty",
  workload: recoverJob({ kind: "recording", chunks: 4, plant: loseEverything }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 4 }),
      inject: kill(),
      heal: whenTaken(4),
    },
  ],
  invariants: [damageIsMended, neverAWrongResult, jobIsDone, resultMatchesUpstream, resultIsThatOfAFaultlessRun],
});
