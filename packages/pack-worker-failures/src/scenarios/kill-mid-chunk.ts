import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";
import { whenTaken } from "../faults/heals.ts";
import { completedChunksSurvive } from "../invariants/completed-chunks-survive.ts";
import { countsAddUp } from "../invariants/counts-add-up.ts";
import { deadChunkIsDetected } from "../invariants/dead-chunk-is-detected.ts";
import { deadChunkIsShown } from "../invariants/dead-chunk-is-shown.ts";
import { leaseIsRespected } from "../invariants/lease-is-respected.ts";
import { lostWorkIsNotForgotten } from "../invariants/lost-work-is-not-forgotten.ts";
import { onlyUnfinishedChunksAreRedone } from "../invariants/only-unfinished-chunks-are-redone.ts";
import { processJob } from "../workloads/process-job.ts";

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
