import { defineScenario, look } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { damageIsMended } from "../../invariants/damage/damage-is-mended.ts";
import { jobFailsClearly } from "../../invariants/errors/job-fails-clearly.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { neverAWrongResult } from "../../invariants/results/never-a-wrong-result.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { damage, plantAll } from "../../workloads/plant.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "a cut piece that is gone is cut again from the source; with the source gone too, a clear error",
  workload: processJob({ kind: "recording", chunks: 4, plant: damage("lose object", 3, "piece") }),
  schedule: [{ at: jobs.moment("work is claimed", { chunk: 3 }, { edge: "after" }), inject: look() }],
  invariants: [
    damageIsMended,
    onlyUnfinishedChunksAreRedone,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
  variants: {
    "the piece": {},
    "the source too": {
      workload: processJob({
        kind: "recording",
        chunks: 4,
        plant: plantAll(damage("lose object", 3, "piece"), damage("lose object", 3, "source")),
      }),
      invariants: [jobFailsClearly, neverAWrongResult],
    },
  },
});
