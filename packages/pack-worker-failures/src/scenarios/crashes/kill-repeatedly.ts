import { defineScenario, kill, type Step } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { completedChunksSurvive } from "../../invariants/progress/completed-chunks-survive.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

const KILLS = 10;

export const scenario = defineScenario({
  promise: "ten kills in a row still end in the same result as no kill at all",
  workload: processJob({ chunks: 10, concurrency: "many" }),
  schedule: Array.from(
    { length: KILLS },
    (_, index): Step => ({
      at: jobs.moment("work starts", { chunk: index + 1 }),
      inject: kill(),
      heal: jobs.after("redeliveryMs", 0.05),
    }),
  ),
  invariants: [
    completedChunksSurvive,
    onlyUnfinishedChunksAreRedone,
    noChunkIsDoneTwice,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
  assumes: [{ trait: jobs.amount("redeliveries"), atLeast: KILLS }],
  // Ten deaths, each with its lease.
  deadlineFactor: 3,
});
