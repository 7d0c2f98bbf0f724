import { defineScenario } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { cutSubscribersOff } from "../../faults/cut-subscribers-off.ts";
import { unheardIsCounted } from "../../invariants/messages/unheard-is-counted.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { passOn } from "../../workloads/pass-on.ts";

const message = { channel: "news", id: "m2" };

export const scenario = defineScenario({
  promise: "a message that nobody received is counted and logged",
  workload: passOn({ needs: ["unheard", "alerts"] }),
  schedule: [
    {
      at: broadcast.moment("message is published", message),
      inject: cutSubscribersOff(),
      heal: { when: broadcast.moment("message is published", message, { edge: "after" }) },
    },
  ],
  invariants: [unheardIsCounted, ...everyFailureOfTheBroker],
});
