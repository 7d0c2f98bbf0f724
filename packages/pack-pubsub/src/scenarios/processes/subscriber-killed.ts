import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { subscriptionsAreBack } from "../../invariants/reconnects/subscriptions-are-back.ts";
import { everyReader } from "../../judged/every-reader.ts";
import { lastOwnChannel, takeIn } from "../../workloads/take-in.ts";

export const scenario = defineScenario({
  promise: "a killed subscriber process comes back with its subscriptions",
  workload: takeIn(),
  schedule: [{ at: broadcast.moment("message is taken", { channel: lastOwnChannel, id: "m2" }), inject: kill() }],
  invariants: [subscriptionsAreBack, ...everyReader],
});
