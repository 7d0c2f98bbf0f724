import { defineScenario, partition } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { onlyTheStruckChunkIsRetried } from "../../invariants/progress/only-the-struck-chunk-is-retried.ts";
import { triesAreBounded } from "../../invariants/progress/tries-are-bounded.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise:
    "a worker cut off from the upstream tries its work again, with a bound; after healing nothing is there twice",
  workload: processJob({ chunks: 6 }),
  schedule: [
    { at: jobs.moment("work starts", { chunk: 5 }), inject: partition(), heal: jobs.after("upstreamTimeoutMs", 1.2) },
  ],
  invariants: [
    onlyTheStruckChunkIsRetried,
    triesAreBounded,
    noChunkIsDoneTwice,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
  // The first times out, and so may the second, which is under way when the link heals.
  assumes: [{ trait: jobs.amount("chunkAttempts"), atLeast: 3 }],
});
