import { defineScenario, faultsOn } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { lastWishHolds } from "../../invariants/clients/last-wish-holds.ts";
import { socketsStayOpen } from "../../invariants/clients/sockets-stay-open.ts";
import { everyReader } from "../../judged/every-reader.ts";
import { changeMinds } from "../../workloads/change-minds.ts";

export const scenario = defineScenario({
  promise: "racing subscribe and unsubscribe end in the last wish, each message once",
  workload: changeMinds(),
  schedule: [
    {
      at: broadcast.moment("subscribes", { channel: "race" }),
      inject: faultsOn("struck").latency({ ms: 15, jitterMs: 8 }),
    },
  ],
  invariants: [lastWishHolds, ...everyReader, socketsStayOpen],
});
