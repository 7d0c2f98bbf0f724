import { defineScenario, look, refuse } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { cutSubscribersOff } from "../faults/cut-subscribers-off.ts";
import { everythingArrives } from "../invariants/everything-arrives.ts";
import { gapIsDeclared } from "../invariants/gap-is-declared.ts";
import { gapsAreTrue } from "../invariants/gaps-are-true.ts";
import { nothingArrivesTwice } from "../invariants/nothing-arrives-twice.ts";
import { orderIsKept } from "../invariants/order-is-kept.ts";
import { whatIsKeptIsReplayed } from "../invariants/what-is-kept-is-replayed.ts";
import { comeBack } from "../workloads/come-back.ts";
import { publishWhileCutOff } from "../workloads/publish-while-cut-off.ts";
import { takeIn } from "../workloads/take-in.ts";

const judged = [everythingArrives, whatIsKeptIsReplayed, gapsAreTrue, nothingArrivesTwice, orderIsKept];

export const scenario = defineScenario({
  promise: "what was published during an outage is replayed or declared missing, never silently lost",
  workload: publishWhileCutOff(),
  schedule: [],
  invariants: judged,
  variants: {
    "of the subscribers": {
      schedule: [
        { at: broadcast.moment("message is pushed", { channel: "news", id: "first" }), inject: cutSubscribersOff() },
      ],
    },
    "of a subscriber, and the history does not keep it all": {
      workload: takeIn({ messages: "too many" }),
      schedule: [
        {
          at: broadcast.moment("message is taken", { channel: "orders", id: "m2" }),
          inject: refuse({ of: "struck" }),
        },
      ],
    },
    "of a client, and the history does not keep it all": {
      workload: comeBack({ brokenBy: "client", missing: "too much" }),
      schedule: [{ at: broadcast.moment("message is pushed", { channel: "news", id: "m2" }), inject: look() }],
      invariants: [gapIsDeclared, ...judged],
    },
  },
});
