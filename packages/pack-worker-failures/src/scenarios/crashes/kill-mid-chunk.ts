import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { deadChunkIsDetected } from "../../invariants/leases/dead-chunk-is-detected.ts";
import { deadChunkIsShown } from "../../invariants/leases/dead-chunk-is-shown.ts";
import { leaseIsRespected } from "../../invariants/leases/lease-is-respected.ts";
import { completedChunksSurvive } from "../../invariants/progress/completed-chunks-survive.ts";
import { countsAddUp } from "../../invariants/progress/counts-add-up.ts";
import { lostWorkIsNotForgotten } from "../../invariants/progress/lost-work-is-not-forgotten.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise:
    "work whose worker dies is not lost: finished chunks stay completed, and its own is shown processing or failed, or given out again, once its heartbeat times out",
  workload: processJob({ chunks: 10, autoRecover: false }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 5 }),
      inject: kill(),
      heal: whenTaken(5),
    },
  ],
  invariants: [
    completedChunksSurvive,
    deadChunkIsDetected,
    deadChunkIsShown,
    leaseIsRespected,
    onlyUnfinishedChunksAreRedone,
    countsAddUp,
    lostWorkIsNotForgotten,
  ],
  quick: true,
});
