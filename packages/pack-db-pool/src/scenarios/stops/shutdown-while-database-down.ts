import { defineScenario, stopWithout, twiceTheGrace } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { stopEndsByItself } from "../../invariants/stops/stop-ends-by-itself.ts";
import { readOnce } from "../../workloads/read-once.ts";

export const scenario = defineScenario({
  promise: "the stop settles although the database is gone",
  workload: readOnce(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: stopWithout({ killAfterMs: twiceTheGrace(queries) }),
    },
  ],
  invariants: [stopEndsByItself],
});
