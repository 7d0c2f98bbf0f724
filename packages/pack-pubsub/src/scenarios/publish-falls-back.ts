import { defineScenario, refuse } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { everythingArrives } from "../invariants/everything-arrives.ts";
import { localSocketsGetIt } from "../invariants/local-sockets-get-it.ts";
import { nothingArrivesTwice } from "../invariants/nothing-arrives-twice.ts";
import { orderIsKept } from "../invariants/order-is-kept.ts";
import { publishIsCarried } from "../invariants/publish-is-carried.ts";
import { socketsStayOpen } from "../invariants/sockets-stay-open.ts";
import { publishThroughOutage } from "../workloads/publish-through-outage.ts";

export const scenario = defineScenario({
  promise: "a publish that fails reaches local sockets directly",
  workload: publishThroughOutage(),
  schedule: [{ at: broadcast.moment("message is published", { channel: "news", id: "away1" }), inject: refuse() }],
  invariants: [
    localSocketsGetIt,
    publishIsCarried,
    everythingArrives,
    nothingArrivesTwice,
    orderIsKept,
    socketsStayOpen,
  ],
  quick: true,
});
