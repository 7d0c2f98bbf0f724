import { defineScenario, kill, look } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { damageIsMended } from "../../invariants/damage/damage-is-mended.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { neverAWrongResult } from "../../invariants/results/never-a-wrong-result.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { damage } from "../../workloads/plant.ts";
import { processJob } from "../../workloads/process-job.ts";
import { recoverJob } from "../../workloads/recover-job.ts";

export const scenario = defineScenario({
  promise: "a missing result is noticed and its chunk redone",
  workload: recoverJob({ kind: "recording", chunks: 4, plant: damage("lose object", 2, "result") }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 4 }),
      inject: kill(),
      heal: whenTaken(4),
    },
  ],
  invariants: [
    damageIsMended,
    onlyUnfinishedChunksAreRedone,
    neverAWrongResult,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
  variants: {
    "before a recovery": {},
    "before the merge": {
      workload: processJob({ chunks: 4, plant: damage("lose object", 2, "result") }),
      schedule: [{ at: jobs.moment("merge starts", {}, { edge: "after" }), inject: look() }],
    },
  },
});
