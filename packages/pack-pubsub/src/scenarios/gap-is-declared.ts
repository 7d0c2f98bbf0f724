import { defineScenario } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { cutSubscribersOff } from "../faults/cut-subscribers-off.ts";
import { everythingArrives } from "../invariants/everything-arrives.ts";
import { gapIsDeclared } from "../invariants/gap-is-declared.ts";
import { gapsAreTrue } from "../invariants/gaps-are-true.ts";
import { nothingArrivesTwice } from "../invariants/nothing-arrives-twice.ts";
import { orderIsKept } from "../invariants/order-is-kept.ts";
import { whatIsKeptIsReplayed } from "../invariants/what-is-kept-is-replayed.ts";
import { publishWhileCutOff } from "../workloads/publish-while-cut-off.ts";

const judged = [everythingArrives, whatIsKeptIsReplayed, gapsAreTrue, nothingArrivesTwice, orderIsKept];

export const scenario = defineScenario({
  promise: "what was published during an outage is replayed or declared missing, never silently lost",
  workload: publishWhileCutOff(),
  schedule: [
    { at: broadcast.moment("message is pushed", { channel: "news", id: "first" }), inject: cutSubscribersOff() },
  ],
  invariants: judged,
  variants: {
    "the history keeps it all": {},
    "more than the history keeps": {
      workload: publishWhileCutOff({ messages: "many" }),
      invariants: [gapIsDeclared, ...judged],
    },
  },
});
