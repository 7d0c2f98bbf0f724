import { defineScenario, failConnections } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { resetAllAnd } from "../faults/reset-all-and.ts";
import { dialsBackOff } from "../invariants/dials-back-off.ts";
import { pausesAreJittered } from "../invariants/pauses-are-jittered.ts";
import { everyFailureOfTheBroker } from "../judged/every-failure-of-the-broker.ts";
import { waitOut } from "../workloads/wait-out.ts";

export const scenario = defineScenario({
  promise: "reconnections after an outage are jittered",
  workload: waitOut(),
  schedule: [
    {
      at: broadcast.moment("message is pushed", { channel: "news", id: "first" }),
      inject: resetAllAnd("all", failConnections({ how: "rst", at: "accept", of: "all" })),
      heal: broadcast.after("backoffMostMs", 5),
    },
  ],
  invariants: [pausesAreJittered, dialsBackOff, ...everyFailureOfTheBroker],
});
