import { defineScenario } from "@chaos-packs/contract";
import { killClients } from "@chaos-packs/redis";
import { broadcast } from "../capabilities/broadcast.ts";
import { everythingArrives } from "../invariants/everything-arrives.ts";
import { itIsBackInTime } from "../invariants/it-is-back-in-time.ts";
import { nothingArrivesTwice } from "../invariants/nothing-arrives-twice.ts";
import { socketsStayOpen } from "../invariants/sockets-stay-open.ts";
import { subscriptionsAreBack } from "../invariants/subscriptions-are-back.ts";
import { passOnToMany } from "../workloads/pass-on-to-many.ts";

export const scenario = defineScenario({
  promise: "after a reconnect every channel and pattern is subscribed again",
  workload: passOnToMany(),
  schedule: [
    {
      at: broadcast.moment("message is pushed", { channel: "news", id: "first" }),
      inject: killClients({ type: "pubsub" }),
    },
  ],
  invariants: [subscriptionsAreBack, everythingArrives, nothingArrivesTwice, itIsBackInTime, socketsStayOpen],
  quick: true,
});
