import { defineScenario } from "@chaos-packs/contract/pack";
import { restartServer } from "@chaos-packs/redis";
import { broadcast } from "../../capabilities/broadcast.ts";
import { subscriptionsAreBack } from "../../invariants/reconnects/subscriptions-are-back.ts";
import { everyFailureOfTheBroker, everyLossOfItsMemory } from "../../judged/every-failure-of-the-broker.ts";
import { passOnToMany } from "../../workloads/pass-on-to-many.ts";

const at = broadcast.moment("message is pushed", { channel: "news", id: "first" });

export const scenario = defineScenario({
  promise:
    "after a restart of the broker every channel and pattern is subscribed again, whether it has kept its memory or lost it",
  workload: passOnToMany(),
  schedule: [],
  invariants: [subscriptionsAreBack, ...everyFailureOfTheBroker],
  variants: {
    "memory kept": { schedule: [{ at, inject: restartServer({ state: "kept" }) }] },
    "memory lost": {
      schedule: [{ at, inject: restartServer({ state: "lost" }) }],
      invariants: [subscriptionsAreBack, ...everyLossOfItsMemory],
    },
  },
});
