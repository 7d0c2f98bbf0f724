import { defineScenario, faultsOn } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { deadConnectionIsNoticed } from "../../invariants/reconnects/dead-connection-is-noticed.ts";
import { subscriptionsAreBack } from "../../invariants/reconnects/subscriptions-are-back.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { passOn } from "../../workloads/pass-on.ts";

export const scenario = defineScenario({
  promise: "a dead but open connection to the broker is noticed within the promised time",
  workload: passOn({ looksAtSubscriptions: true, needs: ["noticeWithinMs"] }),
  schedule: [
    {
      at: broadcast.moment("message is pushed", { channel: "news", id: "m1" }),
      inject: faultsOn("struck").halfOpen({ gone: "server" }),
    },
  ],
  invariants: [deadConnectionIsNoticed, subscriptionsAreBack, ...everyFailureOfTheBroker],
});
