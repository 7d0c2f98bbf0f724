import { defineScenario, stopWithout, twiceTheGrace } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { links } from "../../faults/links.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { stopEndsByItself } from "../../invariants/stops/stop-ends-by-itself.ts";
import { stopIsGraceful } from "../../invariants/stops/stop-is-graceful.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "the stop settles although the database or the events refuse",
  workload: processJob({ chunks: 4 }),
  schedule: [],
  invariants: [
    stopIsGraceful,
    stopEndsByItself,
    noChunkIsDoneTwice,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
  variants: {
    database: {
      schedule: [
        {
          at: jobs.moment("work starts", { chunk: 2 }),
          inject: stopWithout({ link: links.database, killAfterMs: twiceTheGrace(jobs) }),
        },
      ],
    },
    events: {
      schedule: [
        {
          at: jobs.moment("work starts", { chunk: 2 }),
          inject: stopWithout({ link: links.events, killAfterMs: twiceTheGrace(jobs) }),
        },
      ],
    },
  },
});
