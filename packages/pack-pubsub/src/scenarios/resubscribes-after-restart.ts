import { defineScenario } from "@chaos-packs/contract";
import { restartServer } from "@chaos-packs/redis";
import { broadcast } from "../capabilities/broadcast.ts";
import { everythingArrives } from "../invariants/everything-arrives.ts";
import { gapsAreTrue } from "../invariants/gaps-are-true.ts";
import { itIsBackInTime } from "../invariants/it-is-back-in-time.ts";
import { nothingArrivesTwice } from "../invariants/nothing-arrives-twice.ts";
import { socketsStayOpen } from "../invariants/sockets-stay-open.ts";
import { subscriptionsAreBack } from "../invariants/subscriptions-are-back.ts";
import { passOnToMany } from "../workloads/pass-on-to-many.ts";

const at = broadcast.moment("message is pushed", { channel: "news", id: "first" });

export const scenario = defineScenario({
  promise: "the same after a restart of the broker, whether it has kept its memory or lost it",
  workload: passOnToMany(),
  schedule: [],
  invariants: [
    subscriptionsAreBack,
    everythingArrives,
    nothingArrivesTwice,
    gapsAreTrue,
    itIsBackInTime,
    socketsStayOpen,
  ],
  variants: {
    "memory kept": { schedule: [{ at, inject: restartServer({ state: "kept" }) }] },
    "memory lost": { schedule: [{ at, inject: restartServer({ state: "lost" }) }] },
  },
});
