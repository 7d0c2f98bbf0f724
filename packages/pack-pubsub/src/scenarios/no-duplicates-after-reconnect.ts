import { defineScenario, resetConnection } from "@chaos-packs/contract";
import { duplicateCommand } from "@chaos-packs/redis";
import { broadcast } from "../capabilities/broadcast.ts";
import { everyFailureOfTheBroker } from "../judged/every-failure-of-the-broker.ts";
import { passMuchOn } from "../workloads/pass-much-on.ts";

export const scenario = defineScenario({
  promise: "no client sees a message twice, through reconnects and repeated publishes",
  workload: passMuchOn(),
  schedule: [
    {
      at: broadcast.moment("message is pushed", { channel: "news", id: "m5" }, { edge: "after" }),
      inject: resetConnection(),
    },
    {
      at: broadcast.moment("message is published", { channel: "sport", id: "m9" }, { edge: "after" }),
      inject: resetConnection(),
    },
    {
      at: broadcast.moment("message is published", { channel: "news", id: "m16" }),
      inject: duplicateCommand({ match: "held" }),
    },
  ],
  invariants: everyFailureOfTheBroker,
});
