import { defineScenario, resetConnection } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { publishIsRetried } from "../invariants/publish-is-retried.ts";
import { everyFailureOfTheBroker } from "../judged/every-failure-of-the-broker.ts";
import { passOn } from "../workloads/pass-on.ts";

const message = { channel: "news", id: "m2" };

export const scenario = defineScenario({
  promise: "a message whose connection is lost while it is being published is retried and arrives once",
  workload: passOn(),
  schedule: [],
  invariants: [publishIsRetried, ...everyFailureOfTheBroker],
  variants: {
    "before the broker has it": {
      schedule: [{ at: broadcast.moment("message is published", message), inject: resetConnection() }],
    },
    "when the broker has passed it on": {
      schedule: [
        { at: broadcast.moment("message is published", message, { edge: "after" }), inject: resetConnection() },
      ],
    },
  },
  quick: true,
});
