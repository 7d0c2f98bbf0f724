import { defineScenario, look } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { leaksAreReclaimed } from "../../invariants/leaks/leaks-are-reclaimed.ts";
import { onceBackEverythingSucceeds } from "../../invariants/requests/once-back-everything-succeeds.ts";
import { leakConnections } from "../../workloads/leak-connections.ts";

export const scenario = defineScenario({
  promise: "after leaks the pool is back at its size",
  workload: leakConnections(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: look(),
    },
  ],
  invariants: [leaksAreReclaimed, onceBackEverythingSucceeds],
});
