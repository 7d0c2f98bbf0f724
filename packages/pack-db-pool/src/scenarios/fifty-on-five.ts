import { defineScenario, look } from "@chaos-packs/contract";
import { queries } from "../capabilities/queries.ts";
import { everyRequestSucceeds } from "../invariants/every-request-succeeds.ts";
import { poolKeepsItsSize } from "../invariants/pool-keeps-its-size.ts";
import { readMany } from "../workloads/read-many.ts";

export const scenario = defineScenario({
  promise: "50 concurrent queries on a pool of 5 all answer; the server never sees a sixth connection",
  workload: readMany(50),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: look(),
    },
  ],
  invariants: [everyRequestSucceeds, poolKeepsItsSize],
  quick: true,
});
