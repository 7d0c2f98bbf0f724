import { type Cut, defineScenario, failConnections } from "@chaos-packs/contract/pack";
import { killClients } from "@chaos-packs/redis";
import { broadcast } from "../../capabilities/broadcast.ts";
import { subscriptionsAreBack } from "../../invariants/reconnects/subscriptions-are-back.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { passOnToMany } from "../../workloads/pass-on-to-many.ts";

const at = broadcast.moment("message is pushed", { channel: "news", id: "first" });
const everyConnection = (how: Cut) => failConnections({ how, at: "now", of: "all", fate: "drop" });

export const scenario = defineScenario({
  promise: "after a reconnect every channel and pattern is subscribed again",
  workload: passOnToMany(),
  schedule: [],
  invariants: [subscriptionsAreBack, ...everyFailureOfTheBroker],
  variants: {
    "the broker ends the subscriptions": { schedule: [{ at, inject: killClients({ type: "pubsub" }) }] },
    "every connection is closed with a FIN": { schedule: [{ at, inject: everyConnection("fin") }] },
    "every connection is reset": { schedule: [{ at, inject: everyConnection("rst") }] },
  },
  quick: true,
});
