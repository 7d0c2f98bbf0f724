import { cutAllAnd, defineScenario, failDials } from "@chaos-packs/contract/pack";
import { tooManyConnections } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { dialsBackOff } from "../../invariants/connections/dials-back-off.ts";
import { itIsBackInTime } from "../../invariants/connections/it-is-back-in-time.ts";
import { pausesAreJittered } from "../../invariants/connections/pauses-are-jittered.ts";
import { onceBackEverythingSucceeds } from "../../invariants/requests/once-back-everything-succeeds.ts";
import { reconnect } from "../../workloads/reconnect.ts";

export const scenario = defineScenario({
  promise: "retries on exhaustion are spaced exponentially with jitter, seen at the proxy",
  workload: reconnect(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: cutAllAnd("rst", failDials(5, tooManyConnections)),
    },
  ],
  invariants: [itIsBackInTime, dialsBackOff, pausesAreJittered, onceBackEverythingSucceeds],
});
