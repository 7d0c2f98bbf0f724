import { defineScenario, failConnections } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { resetAllAnd } from "../faults/reset-all-and.ts";
import { dialsBackOff } from "../invariants/dials-back-off.ts";
import { everyFailureOfTheBroker } from "../judged/every-failure-of-the-broker.ts";
import { waitOut } from "../workloads/wait-out.ts";

export const scenario = defineScenario({
  promise: "during a long outage no client dials more often than its backoff allows",
  workload: waitOut(),
  schedule: [
    {
      at: broadcast.moment("message is published", { channel: "news", id: "first" }, { edge: "after" }),
      // Nobody can count dials that nobody hears: they are accepted, and closed at once.
      inject: resetAllAnd("all", failConnections({ how: "fin", at: "accept", of: "all" })),
      heal: broadcast.after("backoffMostMs", 5),
    },
  ],
  invariants: [dialsBackOff, ...everyFailureOfTheBroker],
});
