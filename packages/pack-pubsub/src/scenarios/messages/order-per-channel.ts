import { closeConnection, defineScenario, type Fault, resetConnection } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { passMuchOn } from "../../workloads/pass-much-on.ts";

const cut = (how: () => Fault) => [
  { at: broadcast.moment("message is pushed", { channel: "news", id: "m5" }), inject: how() },
  { at: broadcast.moment("message is published", { channel: "sport", id: "m9" }, { edge: "after" }), inject: how() },
  { at: broadcast.moment("message is published", { channel: "news", id: "m13" }), inject: how() },
];

export const scenario = defineScenario({
  promise: "messages of a channel arrive in order, through reconnects",
  workload: passMuchOn(),
  schedule: [],
  invariants: everyFailureOfTheBroker,
  variants: { RST: { schedule: cut(resetConnection) }, FIN: { schedule: cut(closeConnection) } },
});
