import { defineScenario, stop } from "@chaos-packs/contract";
import { queries } from "../capabilities/queries.ts";
import { patienceMs } from "../faults/patience.ts";
import { newRequestsAreRefused } from "../invariants/new-requests-are-refused.ts";
import { runningRequestsFinish } from "../invariants/running-requests-finish.ts";
import { stopEndsByItself } from "../invariants/stop-ends-by-itself.ts";
import { drain } from "../workloads/drain.ts";

export const scenario = defineScenario({
  promise: "SIGTERM finishes what runs, refuses what is new, leaves no connection",
  workload: drain(),
  schedule: [
    {
      at: queries.moment("slow query runs", {}, { occurrence: 5 }),
      inject: stop({ graceMs: patienceMs }),
    },
  ],
  invariants: [runningRequestsFinish, newRequestsAreRefused, stopEndsByItself],
});
