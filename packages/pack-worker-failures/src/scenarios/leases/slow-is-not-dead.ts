import { defineScenario, partition } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { chunkIsKeptThroughTheFault } from "../../invariants/leases/chunk-is-kept-through-the-fault.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "work that takes several times the lease is not lost; where its worker heartbeats it is never reclaimed",
  workload: processJob({ chunks: 4 }),
  schedule: [{ at: jobs.moment("work starts", { chunk: 2 }), inject: partition(), heal: jobs.after("leaseMs", 3) }],
  invariants: [
    chunkIsKeptThroughTheFault,
    noChunkIsDoneTwice,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
});
