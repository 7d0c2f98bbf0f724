import { defineScenario } from "@chaos-packs/contract";
import { failOver, replyWithError } from "@chaos-packs/redis";
import { broadcast } from "../capabilities/broadcast.ts";
import { publishIsCarried } from "../invariants/publish-is-carried.ts";
import { publishIsRetried } from "../invariants/publish-is-retried.ts";
import { everyFailureOfTheBroker } from "../judged/every-failure-of-the-broker.ts";
import { passOn } from "../workloads/pass-on.ts";
import { publishThroughOutage } from "../workloads/publish-through-outage.ts";

const at = broadcast.moment("message is published", { channel: "news", id: "away1" });
const moment = broadcast.moment("message is published");
const judged = [publishIsCarried, ...everyFailureOfTheBroker];

export const scenario = defineScenario({
  promise: "a server that has become read-only costs a retry or the fallback, and nothing is lost",
  workload: publishThroughOutage(),
  schedule: [],
  invariants: judged,
  variants: {
    "for one try": {
      schedule: [{ at, inject: replyWithError({ error: "READONLY", match: "held" }) }],
      invariants: [publishIsRetried, ...judged],
    },
    "for the whole outage": { schedule: [{ at, inject: replyWithError({ error: "READONLY", moment, of: "all" }) }] },
    // It heals when the run is over: until then only who dials again can write.
    "until it is dialled again": {
      workload: passOn(),
      schedule: [
        {
          at: broadcast.moment("message is published", { channel: "news", id: "m1" }),
          inject: failOver({ old: "replica" }),
        },
      ],
    },
  },
});
