import { defineScenario, partition } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";
import { links } from "../faults/links.ts";
import { completedChunksSurvive } from "../invariants/completed-chunks-survive.ts";
import { deadChunkIsDetected } from "../invariants/dead-chunk-is-detected.ts";
import { jobIsDone } from "../invariants/job-is-done.ts";
import { lateOwnerIsFenced } from "../invariants/late-owner-is-fenced.ts";
import { noChunkIsDoneTwice } from "../invariants/no-chunk-is-done-twice.ts";
import { resultIsThatOfAFaultlessRun } from "../invariants/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../invariants/result-matches-upstream.ts";
import { processJob } from "../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "a worker cut off from the database loses its work to another; after healing nothing is there twice",
  workload: processJob({ chunks: 6 }),
  schedule: [
    {
      // By now it has made sure that it still holds its chunk: it goes on in that belief.
      at: jobs.moment("result is stored", { chunk: 5 }),
      inject: partition({ link: links.database, fate: "release" }),
      heal: { when: jobs.moment("work completes", { chunk: 5 }, { edge: "after", by: "other" }) },
    },
  ],
  invariants: [
    lateOwnerIsFenced,
    noChunkIsDoneTwice,
    deadChunkIsDetected,
    completedChunksSurvive,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
  quick: true,
});
