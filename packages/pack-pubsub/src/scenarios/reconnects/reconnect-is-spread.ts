import { type Cut, cutAllAnd, defineScenario, failConnections } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { dialsBackOff } from "../../invariants/reconnects/dials-back-off.ts";
import { pausesAreJittered } from "../../invariants/reconnects/pauses-are-jittered.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { waitOut } from "../../workloads/wait-out.ts";

const outage = (how: Cut) => [
  {
    at: broadcast.moment("message is pushed", { channel: "news", id: "first" }),
    inject: cutAllAnd(how, failConnections({ how, at: "accept", of: "all" }), { of: "all" }),
    heal: broadcast.after("backoffMostMs", 5),
  },
];

export const scenario = defineScenario({
  promise: "reconnections after an outage are jittered",
  workload: waitOut("backoffJitter"),
  schedule: [],
  invariants: [pausesAreJittered, dialsBackOff, ...everyFailureOfTheBroker],
  variants: { RST: { schedule: outage("rst") }, FIN: { schedule: outage("fin") } },
});
