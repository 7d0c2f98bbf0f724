import { defineScenario, kill, reference } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { memoryStaysBounded } from "../../invariants/recovery/memory-stays-bounded.ts";
import { recoveryIsQuick } from "../../invariants/recovery/recovery-is-quick.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { twoJobsMeasured } from "../../workloads/two-jobs.ts";

export const scenario = defineScenario({
  promise:
    "from death to completion takes less than the lease plus the promised slack, and memory grows by less than promised",
  workload: twoJobsMeasured({ chunks: 5 }),
  schedule: [
    {
      at: jobs.moment("work starts", { job: reference("job"), chunk: 5 }),
      inject: kill(),
      heal: whenTaken(5),
    },
  ],
  invariants: [recoveryIsQuick, memoryStaysBounded, jobIsDone],
});
