import { defineScenario, failConnections } from "@chaos-packs/contract";
import { queries } from "../capabilities/queries.ts";
import { resetAllAnd } from "../faults/reset-all-and.ts";
import { itIsBackInTime } from "../invariants/it-is-back-in-time.ts";
import { onceBackEverythingSucceeds } from "../invariants/once-back-everything-succeeds.ts";
import { silenceIsBounded } from "../invariants/silence-is-bounded.ts";
import { reconnect } from "../workloads/reconnect.ts";

export const scenario = defineScenario({
  promise: "a server that accepts and says nothing costs no more than the connect timeout and no slot of the pool",
  workload: reconnect(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: resetAllAnd(failConnections({ how: "silence", at: "accept", times: 5 })),
    },
  ],
  invariants: [itIsBackInTime, silenceIsBounded, onceBackEverythingSucceeds],
});
