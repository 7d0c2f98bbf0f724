import { defineScenario, partition } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { links } from "../../faults/links.ts";
import { deadChunkIsDetected } from "../../invariants/leases/dead-chunk-is-detected.ts";
import { lateOwnerIsFenced } from "../../invariants/leases/late-owner-is-fenced.ts";
import { completedChunksSurvive } from "../../invariants/progress/completed-chunks-survive.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

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
