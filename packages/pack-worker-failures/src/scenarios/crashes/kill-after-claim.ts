import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { deadChunkIsDetected } from "../../invariants/leases/dead-chunk-is-detected.ts";
import { leaseIsRespected } from "../../invariants/leases/lease-is-respected.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "claimed work that never started is reclaimed",
  workload: processJob({ chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("work is claimed", { chunk: 2 }, { edge: "after" }),
      inject: kill(),
      heal: whenTaken(2),
    },
  ],
  invariants: [deadChunkIsDetected, leaseIsRespected, jobIsDone, resultMatchesUpstream, resultIsThatOfAFaultlessRun],
});
