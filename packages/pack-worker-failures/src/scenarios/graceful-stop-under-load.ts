import { defineScenario, stop, twiceTheGrace } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";
import { whenOthersGoOn } from "../faults/heals.ts";
import { jobIsDone } from "../invariants/job-is-done.ts";
import { noChunkIsDoneTwice } from "../invariants/no-chunk-is-done-twice.ts";
import { resultIsThatOfAFaultlessRun } from "../invariants/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../invariants/result-matches-upstream.ts";
import { stopEndsByItself } from "../invariants/stop-ends-by-itself.ts";
import { stopIsGraceful } from "../invariants/stop-is-graceful.ts";
import { stoppedWorkerHandsBack } from "../invariants/stopped-worker-hands-back.ts";
import { processJob } from "../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "a worker asked to stop finishes its work or hands it back within the grace period; nothing is done twice",
  workload: processJob({ chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 2 }),
      inject: stop({ killAfterMs: twiceTheGrace(jobs) }),
      heal: whenOthersGoOn(jobs.moment("work completes", { chunk: 3 }, { edge: "after" })),
    },
  ],
  invariants: [
    stopIsGraceful,
    stopEndsByItself,
    stoppedWorkerHandsBack,
    noChunkIsDoneTwice,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
});
