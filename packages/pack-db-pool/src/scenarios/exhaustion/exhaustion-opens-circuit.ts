import { defineScenario, partition } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { circuitOpens } from "../../invariants/exhaustion/circuit-opens.ts";
import { onceBackEverythingSucceeds } from "../../invariants/requests/once-back-everything-succeeds.ts";
import { pressPool } from "../../workloads/press-pool.ts";

export const scenario = defineScenario({
  promise: "exhaustion that repeats opens the circuit: requests fail at once; release closes it",
  workload: pressPool({ waiters: "many" }),
  schedule: [
    {
      at: queries.moment("query runs", { key: "held 1" }),
      inject: partition(),
    },
  ],
  invariants: [circuitOpens, onceBackEverythingSucceeds],
});
