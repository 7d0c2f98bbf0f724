import { defineScenario } from "@chaos-packs/contract/pack";
import { limitMemory, replyWithError } from "@chaos-packs/redis";
import { broadcast } from "../../capabilities/broadcast.ts";
import { publishIsCarried } from "../../invariants/messages/publish-is-carried.ts";
import { publishIsRetried } from "../../invariants/messages/publish-is-retried.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { publishThroughOutage } from "../../workloads/publish-through-outage.ts";

const at = broadcast.moment("message is published", { channel: "news", id: "away1" });
const judged = [publishIsCarried, ...everyFailureOfTheBroker];

export const scenario = defineScenario({
  promise: "a server without memory costs a retry or the fallback, and nothing is lost",
  workload: publishThroughOutage({ needs: ["fallbackWithinMs"] }),
  schedule: [],
  invariants: judged,
  variants: {
    "for one try": {
      workload: publishThroughOutage({ needs: ["publishTries"] }),
      schedule: [{ at, inject: replyWithError({ error: "OOM", match: "held" }) }],
      invariants: [publishIsRetried, ...judged],
    },
    "for the whole outage": { schedule: [{ at, inject: limitMemory() }] },
  },
});
