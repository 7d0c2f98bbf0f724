import { defineScenario, kill } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { everythingArrives } from "../invariants/everything-arrives.ts";
import { nothingArrivesTwice } from "../invariants/nothing-arrives-twice.ts";
import { orderIsKept } from "../invariants/order-is-kept.ts";
import { subscriptionsAreBack } from "../invariants/subscriptions-are-back.ts";
import { takeIn } from "../workloads/take-in.ts";

export const scenario = defineScenario({
  promise: "a killed subscriber process comes back with its subscriptions",
  workload: takeIn(),
  schedule: [{ at: broadcast.moment("message is taken", { channel: "audit:1", id: "m2" }), inject: kill() }],
  invariants: [subscriptionsAreBack, everythingArrives, nothingArrivesTwice, orderIsKept],
});
