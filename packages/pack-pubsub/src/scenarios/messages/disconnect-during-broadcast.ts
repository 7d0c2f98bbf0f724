import { closeConnection, defineScenario, resetConnection } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { publishIsRetried } from "../../invariants/messages/publish-is-retried.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { passOn } from "../../workloads/pass-on.ts";

const message = { channel: "news", id: "m2" };
const before = broadcast.moment("message is published", message);
const after = broadcast.moment("message is published", message, { edge: "after" });

export const scenario = defineScenario({
  promise: "a message whose connection is lost while it is being published is retried and arrives once",
  workload: passOn({ needs: ["publishTries"] }),
  schedule: [],
  invariants: [publishIsRetried, ...everyFailureOfTheBroker],
  variants: {
    "before the broker has it": { schedule: [{ at: before, inject: resetConnection() }] },
    "when the broker has passed it on": { schedule: [{ at: after, inject: resetConnection() }] },
    "before the broker has it, closed with a FIN": { schedule: [{ at: before, inject: closeConnection() }] },
    "when the broker has passed it on, closed with a FIN": { schedule: [{ at: after, inject: closeConnection() }] },
  },
  quick: true,
});
