import { defineScenario } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { outage } from "../../faults/outage.ts";
import { localSocketsGetIt } from "../../invariants/messages/local-sockets-get-it.ts";
import { publishIsCarried } from "../../invariants/messages/publish-is-carried.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { publishThroughOutage } from "../../workloads/publish-through-outage.ts";

const at = broadcast.moment("message is published", { channel: "news", id: "away1" });

export const scenario = defineScenario({
  promise: "a publish that fails reaches local sockets directly",
  workload: publishThroughOutage({ needs: ["fallbackWithinMs"] }),
  schedule: [],
  invariants: [localSocketsGetIt, publishIsCarried, ...everyFailureOfTheBroker],
  variants: { RST: { schedule: [{ at, inject: outage("rst") }] }, FIN: { schedule: [{ at, inject: outage("fin") }] } },
  quick: true,
});
