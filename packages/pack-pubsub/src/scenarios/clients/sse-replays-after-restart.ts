import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { replayIsExact } from "../../invariants/messages/replay-is-exact.ts";
import { everyReader } from "../../judged/every-reader.ts";
import { comeBack } from "../../workloads/come-back.ts";

export const scenario = defineScenario({
  promise: "a client that comes back after a restart of the service goes on from its last event: no gap, no repeat",
  workload: comeBack({ brokenBy: "fault", missing: "something" }),
  schedule: [{ at: broadcast.moment("message is pushed", { channel: "news", id: "m3" }), inject: kill() }],
  invariants: [replayIsExact, ...everyReader],
});
