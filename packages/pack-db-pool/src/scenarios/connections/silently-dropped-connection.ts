import { defineScenario, failConnections } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { deadConnectionIsNoticed } from "../../invariants/connections/dead-connection-is-noticed.ts";
import { onceBackEverythingSucceeds } from "../../invariants/requests/once-back-everything-succeeds.ts";
import { readAgain } from "../../workloads/read-again.ts";

export const scenario = defineScenario({
  promise: "a connection that a firewall forgot is noticed within the query timeout",
  workload: readAgain(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }, { edge: "after" }),
      inject: failConnections({ how: "swallow", at: "idle" }),
    },
  ],
  invariants: [deadConnectionIsNoticed, onceBackEverythingSucceeds],
});
