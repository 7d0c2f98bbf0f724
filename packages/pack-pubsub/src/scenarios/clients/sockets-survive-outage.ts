import { defineScenario, refuse } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { modeIsTold } from "../../invariants/reconnects/mode-is-told.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { publishThroughOutage } from "../../workloads/publish-through-outage.ts";

export const scenario = defineScenario({
  promise: "no socket is closed by an outage of the broker, and each is told the mode where there are modes",
  workload: publishThroughOutage({ sockets: 20, events: 5, untilNoticed: true }),
  schedule: [{ at: broadcast.moment("message is published", { channel: "news", id: "away1" }), inject: refuse() }],
  invariants: [modeIsTold, ...everyFailureOfTheBroker],
});
