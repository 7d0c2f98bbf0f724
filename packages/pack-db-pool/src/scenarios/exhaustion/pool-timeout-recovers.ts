import { defineScenario, partition } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { everythingAfterIsServed } from "../../invariants/requests/everything-after-is-served.ts";
import { pressPool } from "../../workloads/press-pool.ts";

export const scenario = defineScenario({
  promise: "when connections that were all held are released the first request after that succeeds",
  workload: pressPool(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "held 1" }),
      inject: partition(),
    },
  ],
  invariants: [everythingAfterIsServed],
});
