import { defineScenario, look, partition } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { waitersAreServedInOrder } from "../../invariants/exhaustion/waiters-are-served-in-order.ts";
import { readMany } from "../../workloads/read-many.ts";

export const scenario = defineScenario({
  promise: "requests get connections in the order they came; inversions never exceed the pool's size",
  // In a cold pool who makes it open a connection may wait for that very one, and is late without being lost.
  workload: readMany({ pool: "warm" }),
  schedule: [
    { at: queries.moment("query runs", { key: "first" }), inject: look() },
    {
      at: queries.moment("query runs", { key: "many 1" }),
      inject: partition(),
      // Long enough for all of them to come and wait, and not for any to give up.
      heal: queries.after("acquireTimeoutMs", 0.25),
    },
  ],
  invariants: [waitersAreServedInOrder],
});
