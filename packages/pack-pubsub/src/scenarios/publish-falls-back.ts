import { defineScenario, refuse } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { localSocketsGetIt } from "../invariants/local-sockets-get-it.ts";
import { publishIsCarried } from "../invariants/publish-is-carried.ts";
import { everyFailureOfTheBroker } from "../judged/every-failure-of-the-broker.ts";
import { publishThroughOutage } from "../workloads/publish-through-outage.ts";

export const scenario = defineScenario({
  promise: "a publish that fails reaches local sockets directly",
  workload: publishThroughOutage(),
  schedule: [{ at: broadcast.moment("message is published", { channel: "news", id: "away1" }), inject: refuse() }],
  invariants: [localSocketsGetIt, publishIsCarried, ...everyFailureOfTheBroker],
  quick: true,
});
