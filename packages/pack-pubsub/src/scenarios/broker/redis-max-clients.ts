import { cutAllAnd, defineScenario } from "@chaos-packs/contract/pack";
import { tooManyClients } from "@chaos-packs/redis";
import { broadcast } from "../../capabilities/broadcast.ts";
import { publishIsCarried } from "../../invariants/messages/publish-is-carried.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { publishThroughOutage } from "../../workloads/publish-through-outage.ts";

export const scenario = defineScenario({
  promise: "a server that takes no more clients costs a retry or the fallback, and nothing is lost",
  workload: publishThroughOutage({ needs: ["fallbackWithinMs"] }),
  schedule: [
    {
      at: broadcast.moment("message is published", { channel: "news", id: "away1" }),
      inject: cutAllAnd("rst", tooManyClients({ of: "all" }), { of: "all" }),
    },
  ],
  invariants: [publishIsCarried, ...everyFailureOfTheBroker],
});
