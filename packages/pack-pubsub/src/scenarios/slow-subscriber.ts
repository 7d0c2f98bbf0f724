import { defineScenario } from "@chaos-packs/contract";
import { limitOutputBuffer } from "@chaos-packs/redis";
import { broadcast } from "../capabilities/broadcast.ts";
import { cutOffSubscriberComesBack } from "../invariants/cut-off-subscriber-comes-back.ts";
import { everythingArrives } from "../invariants/everything-arrives.ts";
import { gapsAreTrue } from "../invariants/gaps-are-true.ts";
import { nothingArrivesTwice } from "../invariants/nothing-arrives-twice.ts";
import { socketsStayOpen } from "../invariants/sockets-stay-open.ts";
import { subscriptionsAreBack } from "../invariants/subscriptions-are-back.ts";
import { publishWhileCutOff } from "../workloads/publish-while-cut-off.ts";

export const scenario = defineScenario({
  promise: "a subscriber cut off for its output buffer comes back and declares its gap",
  workload: publishWhileCutOff({ bodies: "large" }),
  schedule: [
    { at: broadcast.moment("message is pushed", { channel: "news", id: "first" }), inject: limitOutputBuffer() },
  ],
  invariants: [
    cutOffSubscriberComesBack,
    subscriptionsAreBack,
    everythingArrives,
    gapsAreTrue,
    nothingArrivesTwice,
    socketsStayOpen,
  ],
});
