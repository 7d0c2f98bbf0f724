import { defineScenario } from "@chaos-packs/contract/pack";
import { dropPushed } from "@chaos-packs/redis";
import { broadcast } from "../../capabilities/broadcast.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { passOn } from "../../workloads/pass-on.ts";

export const scenario = defineScenario({
  promise: "one message dropped on the wire is noticed by its sequence number",
  workload: passOn({ needs: ["catchUpWithinMs"] }),
  schedule: [
    {
      at: broadcast.moment("message is pushed", { channel: "news", id: "m2" }),
      inject: dropPushed({ match: "held" }),
    },
  ],
  invariants: everyFailureOfTheBroker,
});
