import { cutAllAnd, defineScenario, failDials } from "@chaos-packs/contract/pack";
import { serverStarting } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { dialsBackOff } from "../../invariants/connections/dials-back-off.ts";
import { itIsBackInTime } from "../../invariants/connections/it-is-back-in-time.ts";
import { failuresAreClear } from "../../invariants/requests/failures-are-clear.ts";
import { onceBackEverythingSucceeds } from "../../invariants/requests/once-back-everything-succeeds.ts";
import { reconnect } from "../../workloads/reconnect.ts";

export const scenario = defineScenario({
  promise: "57P03 is retried with backoff",
  workload: reconnect(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: cutAllAnd("rst", failDials(3, serverStarting)),
    },
  ],
  invariants: [itIsBackInTime, dialsBackOff, failuresAreClear, onceBackEverythingSucceeds],
});
