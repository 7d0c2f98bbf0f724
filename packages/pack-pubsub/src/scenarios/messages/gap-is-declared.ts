import { defineScenario, look, refuse } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { cutSubscribersOff, resetSubscriber } from "../../faults/cut-subscribers-off.ts";
import { socketsStayOpen } from "../../invariants/clients/sockets-stay-open.ts";
import { gapIsDeclared } from "../../invariants/messages/gap-is-declared.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { everyReader } from "../../judged/every-reader.ts";
import { comeBack } from "../../workloads/come-back.ts";
import { publishWhileCutOff } from "../../workloads/publish-while-cut-off.ts";
import { firstOwnChannel, takeIn } from "../../workloads/take-in.ts";

export const scenario = defineScenario({
  promise: "what was published during an outage is replayed or declared missing, never silently lost",
  workload: publishWhileCutOff(),
  schedule: [],
  invariants: everyFailureOfTheBroker,
  variants: {
    "of the subscribers": {
      schedule: [
        { at: broadcast.moment("message is pushed", { channel: "news", id: "first" }), inject: cutSubscribersOff() },
      ],
    },
    "of a subscriber, by a reset": {
      schedule: [
        { at: broadcast.moment("message is pushed", { channel: "news", id: "first" }), inject: resetSubscriber() },
      ],
    },
    "of a subscriber, and the history does not keep it all": {
      workload: takeIn({ messages: "too many" }),
      schedule: [
        {
          at: broadcast.moment("message is taken", { channel: firstOwnChannel, id: "m2" }),
          inject: refuse({ of: "struck" }),
        },
      ],
      invariants: [gapIsDeclared, ...everyReader],
    },
    "of a client, and the history does not keep it all": {
      workload: comeBack({ brokenBy: "client", missing: "too much" }),
      schedule: [{ at: broadcast.moment("message is pushed", { channel: "news", id: "m2" }), inject: look() }],
      invariants: [gapIsDeclared, ...everyReader, socketsStayOpen],
    },
  },
});
