import { defineScenario, failConnections } from "@chaos-packs/contract";
import { queries } from "../capabilities/queries.ts";
import { resetAllAnd } from "../faults/reset-all-and.ts";
import { itIsBackInTime } from "../invariants/it-is-back-in-time.ts";
import { onceBackEverythingSucceeds } from "../invariants/once-back-everything-succeeds.ts";
import { reconnect } from "../workloads/reconnect.ts";

export const scenario = defineScenario({
  promise: "a failure during the reconnect does not end it",
  workload: reconnect(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: resetAllAnd(failConnections({ how: "rst", at: "mid-handshake", times: 1 })),
    },
  ],
  invariants: [itIsBackInTime, onceBackEverythingSucceeds],
  quick: true,
});
