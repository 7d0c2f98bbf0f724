import { defineScenario } from "@chaos-packs/contract";
import { killClients } from "@chaos-packs/redis";
import { broadcast } from "../capabilities/broadcast.ts";
import { subscriptionsAreBack } from "../invariants/subscriptions-are-back.ts";
import { everyFailureOfTheBroker } from "../judged/every-failure-of-the-broker.ts";
import { passOnToMany } from "../workloads/pass-on-to-many.ts";

export const scenario = defineScenario({
  promise: "after a reconnect every channel and pattern is subscribed again",
  workload: passOnToMany(),
  schedule: [
    {
      at: broadcast.moment("message is pushed", { channel: "news", id: "first" }),
      inject: killClients({ type: "pubsub" }),
    },
  ],
  invariants: [subscriptionsAreBack, ...everyFailureOfTheBroker],
  quick: true,
});
