import { defineScenario, kill } from "@chaos-packs/contract";
import { jobs } from "../capabilities/jobs.ts";
import { jobIsDone } from "../invariants/job-is-done.ts";
import { memoryStaysBounded } from "../invariants/memory-stays-bounded.ts";
import { recoveryIsQuick } from "../invariants/recovery-is-quick.ts";
import { twoJobsMeasured } from "../workloads/two-jobs.ts";

export const scenario = defineScenario({
  promise:
    "from death to completion takes less than the lease plus the promised slack, and memory grows by less than promised",
  workload: twoJobsMeasured({ chunks: 5 }),
  schedule: [
    {
      at: jobs.moment("chunk starts", { chunk: 5 }, { occurrence: 2 }),
      inject: kill(),
      heal: { when: jobs.moment("chunk fails", { chunk: 5 }, { edge: "after" }) },
    },
  ],
  invariants: [recoveryIsQuick, memoryStaysBounded, jobIsDone],
});
