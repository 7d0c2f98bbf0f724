import { defineScenario, failConnections } from "@chaos-packs/contract";
import { queries } from "../capabilities/queries.ts";
import { everyRequestSucceeds } from "../invariants/every-request-succeeds.ts";
import { processLivesOn } from "../invariants/process-lives-on.ts";
import { readAgain } from "../workloads/read-again.ts";

export const scenario = defineScenario({
  promise: "a connection lost while idle does not take the process down",
  workload: readAgain(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }, { edge: "after" }),
      inject: failConnections({ how: "rst", at: "idle" }),
    },
  ],
  invariants: [processLivesOn, everyRequestSucceeds],
});
