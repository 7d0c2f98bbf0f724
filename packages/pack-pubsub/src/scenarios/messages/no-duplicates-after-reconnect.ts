import { closeConnection, defineScenario, type Fault, resetConnection } from "@chaos-packs/contract/pack";
import { duplicateCommand } from "@chaos-packs/redis";
import { broadcast } from "../../capabilities/broadcast.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { passMuchOn } from "../../workloads/pass-much-on.ts";

const cut = (how: () => Fault) => [
  { at: broadcast.moment("message is pushed", { channel: "news", id: "m5" }, { edge: "after" }), inject: how() },
  { at: broadcast.moment("message is published", { channel: "sport", id: "m9" }, { edge: "after" }), inject: how() },
  {
    at: broadcast.moment("message is published", { channel: "news", id: "m16" }),
    inject: duplicateCommand({ match: "held" }),
  },
];

export const scenario = defineScenario({
  promise: "no client sees a message twice, through reconnects and repeated publishes",
  workload: passMuchOn("knownForMs"),
  schedule: [],
  invariants: everyFailureOfTheBroker,
  variants: { RST: { schedule: cut(resetConnection) }, FIN: { schedule: cut(closeConnection) } },
});
