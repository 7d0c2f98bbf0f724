import { defineScenario, stall, together } from "@chaos-packs/contract/pack";
import { limitOutputBuffer } from "@chaos-packs/redis";
import { broadcast } from "../../capabilities/broadcast.ts";
import { gapIsDeclared } from "../../invariants/messages/gap-is-declared.ts";
import { cutOffSubscriberComesBack } from "../../invariants/reconnects/cut-off-subscriber-comes-back.ts";
import { subscriptionsAreBack } from "../../invariants/reconnects/subscriptions-are-back.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { everyReader } from "../../judged/every-reader.ts";
import { publishWhileCutOff } from "../../workloads/publish-while-cut-off.ts";
import { firstOwnChannel, takeIn } from "../../workloads/take-in.ts";

export const scenario = defineScenario({
  promise: "a subscriber cut off for its output buffer comes back and declares its gap",
  workload: publishWhileCutOff({ bodies: "large" }),
  schedule: [],
  invariants: [cutOffSubscriberComesBack, subscriptionsAreBack, ...everyFailureOfTheBroker],
  variants: {
    "the history keeps it all": {
      schedule: [
        { at: broadcast.moment("message is pushed", { channel: "news", id: "first" }), inject: limitOutputBuffer() },
      ],
    },
    "it is frozen, and the history does not keep it all": {
      workload: takeIn({ messages: "too many", beginsLarge: true }),
      schedule: [
        {
          at: broadcast.moment("message is taken", { channel: firstOwnChannel, id: "m2" }),
          inject: together(limitOutputBuffer(), stall()),
        },
      ],
      invariants: [gapIsDeclared, cutOffSubscriberComesBack, subscriptionsAreBack, ...everyReader],
    },
  },
});
