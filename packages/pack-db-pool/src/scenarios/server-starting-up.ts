import { defineScenario } from "@chaos-packs/contract";
import { serverStarting } from "@chaos-packs/postgres";
import { queries } from "../capabilities/queries.ts";
import { resetAllAnd } from "../faults/reset-all-and.ts";
import { dialsBackOff } from "../invariants/dials-back-off.ts";
import { failuresAreClear } from "../invariants/failures-are-clear.ts";
import { itIsBackInTime } from "../invariants/it-is-back-in-time.ts";
import { onceBackEverythingSucceeds } from "../invariants/once-back-everything-succeeds.ts";
import { reconnect } from "../workloads/reconnect.ts";

export const scenario = defineScenario({
  promise: "57P03 is retried with backoff",
  workload: reconnect(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: resetAllAnd(serverStarting({ times: 3 })),
    },
  ],
  invariants: [itIsBackInTime, dialsBackOff, failuresAreClear, onceBackEverythingSucceeds],
});
