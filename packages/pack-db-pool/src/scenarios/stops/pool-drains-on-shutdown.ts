import { defineScenario, stop, twiceTheGrace } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { newRequestsAreRefused } from "../../invariants/stops/new-requests-are-refused.ts";
import { runningRequestsFinish } from "../../invariants/stops/running-requests-finish.ts";
import { stopEndsByItself } from "../../invariants/stops/stop-ends-by-itself.ts";
import { drain } from "../../workloads/drain.ts";

export const scenario = defineScenario({
  promise: "a service that is asked to stop finishes what runs, refuses what is new, and leaves no connection",
  workload: drain(),
  schedule: [
    {
      at: queries.moment("slow query runs", {}, { occurrence: queries.amount("poolSize") }),
      inject: stop({ killAfterMs: twiceTheGrace(queries) }),
    },
  ],
  invariants: [runningRequestsFinish, newRequestsAreRefused, stopEndsByItself],
});
