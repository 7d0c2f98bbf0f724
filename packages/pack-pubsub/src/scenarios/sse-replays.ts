import { defineScenario, look } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { everythingArrives } from "../invariants/everything-arrives.ts";
import { nothingArrivesTwice } from "../invariants/nothing-arrives-twice.ts";
import { orderIsKept } from "../invariants/order-is-kept.ts";
import { replayIsExact } from "../invariants/replay-is-exact.ts";
import { comeBack } from "../workloads/come-back.ts";

export const scenario = defineScenario({
  promise: "Last-Event-ID gets exactly the missed events",
  workload: comeBack({ brokenBy: "client", missing: "something" }),
  schedule: [{ at: broadcast.moment("message is pushed", { channel: "news", id: "m2" }), inject: look() }],
  invariants: [replayIsExact, everythingArrives, nothingArrivesTwice, orderIsKept],
  quick: true,
});
