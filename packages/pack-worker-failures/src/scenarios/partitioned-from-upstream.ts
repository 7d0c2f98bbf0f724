import { defineScenario, partition } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";
import { jobIsDone } from "../invariants/job-is-done.ts";
import { noChunkIsDoneTwice } from "../invariants/no-chunk-is-done-twice.ts";
import { onlyTheStruckChunkIsRetried } from "../invariants/only-the-struck-chunk-is-retried.ts";
import { resultIsThatOfAFaultlessRun } from "../invariants/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../invariants/result-matches-upstream.ts";
import { triesAreBounded } from "../invariants/tries-are-bounded.ts";
import { processJob } from "../workloads/process-job.ts";

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
