import { defineScenario, look } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { poolKeepsItsSize } from "../../invariants/exhaustion/pool-keeps-its-size.ts";
import { everyRequestSucceeds } from "../../invariants/requests/every-request-succeeds.ts";
import { readMany } from "../../workloads/read-many.ts";

export const scenario = defineScenario({
  promise:
    "many more concurrent queries than the pool has connections all answer, and the server never sees a connection beyond the promised size of the pool",
  workload: readMany(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: look(),
    },
  ],
  invariants: [everyRequestSucceeds, poolKeepsItsSize],
  quick: true,
});
