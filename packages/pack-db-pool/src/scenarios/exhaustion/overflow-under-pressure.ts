import { defineScenario, look } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { overflowComesAndGoes } from "../../invariants/exhaustion/overflow-comes-and-goes.ts";
import { everyRequestSucceeds } from "../../invariants/requests/every-request-succeeds.ts";
import { slowAtOnce } from "../../workloads/slow-at-once.ts";

export const scenario = defineScenario({
  promise: "extra connections are opened up to the maximum and closed when idle",
  workload: slowAtOnce(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: look(),
    },
  ],
  invariants: [overflowComesAndGoes, everyRequestSucceeds],
});
