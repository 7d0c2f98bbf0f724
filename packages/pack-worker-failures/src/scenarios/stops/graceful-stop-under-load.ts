import { defineScenario, stop, twiceTheGrace } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenOthersGoOn } from "../../faults/heals.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { stopEndsByItself } from "../../invariants/stops/stop-ends-by-itself.ts";
import { stopIsGraceful } from "../../invariants/stops/stop-is-graceful.ts";
import { stoppedWorkerHandsBack } from "../../invariants/stops/stopped-worker-hands-back.ts";
import { processJob } from "../../workloads/process-job.ts";

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
