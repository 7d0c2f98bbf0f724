import { defineScenario } from "@chaos-packs/contract/pack";
import { failOver, replyWithError } from "@chaos-packs/redis";
import { broadcast } from "../../capabilities/broadcast.ts";
import { publishIsCarried } from "../../invariants/messages/publish-is-carried.ts";
import { publishIsRetried } from "../../invariants/messages/publish-is-retried.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { passOnAfter } from "../../workloads/pass-on-after.ts";
import { publishThroughOutage } from "../../workloads/publish-through-outage.ts";

const at = broadcast.moment("message is published", { channel: "news", id: "away1" });
const moment = broadcast.moment("message is published");
const judged = [publishIsCarried, ...everyFailureOfTheBroker];

export const scenario = defineScenario({
  promise: "a server that has become read-only costs a retry or the fallback, and nothing is lost",
  workload: publishThroughOutage({ needs: ["fallbackWithinMs"] }),
  schedule: [],
  invariants: judged,
  variants: {
    "for one try": {
      workload: publishThroughOutage({ needs: ["publishTries"] }),
      schedule: [{ at, inject: replyWithError({ error: "READONLY", match: "held" }) }],
      invariants: [publishIsRetried, ...judged],
    },
    "for the whole outage": { schedule: [{ at, inject: replyWithError({ error: "READONLY", moment, of: "all" }) }] },
    // It heals when the run is over: until then only who dials again can write.
    "until it is dialled again": {
      // No publish is held while it goes in: one that is answered too late would have the service dial again for that.
      workload: passOnAfter("fallbackWithinMs"),
      schedule: [{ at: broadcast.moment("subscribes", { channel: "lone" }), inject: failOver({ old: "replica" }) }],
    },
  },
});
