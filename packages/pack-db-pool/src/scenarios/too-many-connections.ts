import { cutAllAnd, defineScenario, failDials } from "@chaos-packs/contract/pack";
import { tooManyConnections } from "@chaos-packs/postgres";
import { queries } from "../capabilities/queries.ts";
import { failuresAreClear } from "../invariants/failures-are-clear.ts";
import { itIsBackInTime } from "../invariants/it-is-back-in-time.ts";
import { onceBackEverythingSucceeds } from "../invariants/once-back-everything-succeeds.ts";
import { reconnect } from "../workloads/reconnect.ts";

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
