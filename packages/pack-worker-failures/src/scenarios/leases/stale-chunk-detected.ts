import { defineScenario, kill, partition } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { deadChunkIsDetected } from "../../invariants/leases/dead-chunk-is-detected.ts";
import { leaseIsRespected } from "../../invariants/leases/lease-is-respected.ts";
import { onlyTheDeadChunkIsStale } from "../../invariants/leases/only-the-dead-chunk-is-stale.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise:
    "a chunk whose heartbeat is older than the timeout is reported stale, and only that one: a slow one beside it is not",
  // Looked at again when the slow one has been slow for three leases.
  workload: processJob({ chunks: 2, concurrency: 2, autoRecover: false, untilHealed: true }),
  schedule: [
    { at: jobs.moment("work starts", { chunk: 2 }), inject: partition(), heal: jobs.after("leaseMs", 3) },
    {
      at: jobs.moment("work starts", { chunk: 1 }),
      inject: kill(),
      heal: whenTaken(1),
    },
  ],
  invariants: [onlyTheDeadChunkIsStale, deadChunkIsDetected, leaseIsRespected],
});
