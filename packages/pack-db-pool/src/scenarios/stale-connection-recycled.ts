import { defineScenario } from "@chaos-packs/contract";
import { terminateBackends } from "@chaos-packs/postgres";
import { queries } from "../capabilities/queries.ts";
import { everyRequestSucceeds } from "../invariants/every-request-succeeds.ts";
import { readAgain } from "../workloads/read-again.ts";

export const scenario = defineScenario({
  promise: "after the server closed idle connections the next request succeeds",
  workload: readAgain(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }, { edge: "after" }),
      inject: terminateBackends({ which: "idle" }),
    },
  ],
  invariants: [everyRequestSucceeds],
  quick: true,
});
