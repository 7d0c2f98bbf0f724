import { defineScenario } from "@chaos-packs/contract/pack";
import { stopServer } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { poolGrowsGently } from "../../invariants/connections/pool-grows-gently.ts";
import { onceBackEverythingSucceeds } from "../../invariants/requests/once-back-everything-succeeds.ts";
import { underLoad } from "../../workloads/under-load.ts";

export const scenario = defineScenario({
  promise: "when the server returns, connections grow no faster than the pool allows",
  workload: underLoad({ untilHealed: true }),
  schedule: [
    {
      at: queries.moment("query runs", { key: "load 1" }),
      inject: stopServer(),
      // Long enough for all clients to have come to a pool without connections.
      heal: queries.after("acquireTimeoutMs", 1),
    },
  ],
  invariants: [poolGrowsGently, onceBackEverythingSucceeds],
});
