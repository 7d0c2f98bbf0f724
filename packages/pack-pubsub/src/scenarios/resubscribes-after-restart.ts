import { defineScenario } from "@chaos-packs/contract";
import { restartServer } from "@chaos-packs/redis";
import { broadcast } from "../capabilities/broadcast.ts";
import { subscriptionsAreBack } from "../invariants/subscriptions-are-back.ts";
import { everyFailureOfTheBroker, everyLossOfItsMemory } from "../judged/every-failure-of-the-broker.ts";
import { passOnToMany } from "../workloads/pass-on-to-many.ts";

const message = { channel: "news", id: "first" };
const at = broadcast.moment("message is pushed", message);
// What is still on its way to the service when all is lost nobody can tell from what was never published.
const arrived = broadcast.moment("message is pushed", message, { edge: "after" });

export const scenario = defineScenario({
  promise: "the same after a restart of the broker, whether it has kept its memory or lost it",
  workload: passOnToMany(),
  schedule: [],
  invariants: [subscriptionsAreBack, ...everyFailureOfTheBroker],
  variants: {
    "memory kept": { schedule: [{ at, inject: restartServer({ state: "kept" }) }] },
    "memory lost": {
      schedule: [{ at: arrived, inject: restartServer({ state: "lost" }) }],
      invariants: [subscriptionsAreBack, ...everyLossOfItsMemory],
    },
  },
});
