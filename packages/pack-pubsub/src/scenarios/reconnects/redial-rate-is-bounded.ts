import { type Cut, cutAllAnd, defineScenario, failConnections } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { dialsBackOff } from "../../invariants/reconnects/dials-back-off.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { waitOut } from "../../workloads/wait-out.ts";

// Nobody can count dials that nobody hears: they are accepted, and end at once.
const outage = (how: Cut) => [
  {
    at: broadcast.moment("message is published", { channel: "news", id: "first" }, { edge: "after" }),
    inject: cutAllAnd(how, failConnections({ how, at: "accept", of: "all" }), { of: "all" }),
    heal: broadcast.after("backoffMostMs", 5),
  },
];

export const scenario = defineScenario({
  promise: "during a long outage no client dials more often than its backoff allows",
  workload: waitOut("backoffBaseMs"),
  schedule: [],
  invariants: [dialsBackOff, ...everyFailureOfTheBroker],
  variants: { FIN: { schedule: outage("fin") }, RST: { schedule: outage("rst") } },
});
