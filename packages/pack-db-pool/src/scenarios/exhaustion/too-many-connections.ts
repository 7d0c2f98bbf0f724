import { cutAllAnd, defineScenario, failDials } from "@chaos-packs/contract/pack";
import { tooManyConnections } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { itIsBackInTime } from "../../invariants/connections/it-is-back-in-time.ts";
import { failuresAreClear } from "../../invariants/requests/failures-are-clear.ts";
import { onceBackEverythingSucceeds } from "../../invariants/requests/once-back-everything-succeeds.ts";
import { reconnect } from "../../workloads/reconnect.ts";

export const scenario = defineScenario({
  promise: "SQLSTATE 53300 is treated as exhaustion, not as a bug of the service",
  workload: reconnect(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: cutAllAnd("rst", failDials(3, tooManyConnections)),
    },
  ],
  invariants: [itIsBackInTime, failuresAreClear, onceBackEverythingSucceeds],
});
