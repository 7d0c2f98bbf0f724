import { defineScenario, kill, stop, twiceTheGrace } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { streamsCanBeOpenedAgain } from "../../invariants/clients/streams-can-be-opened-again.ts";
import { everyReader } from "../../judged/every-reader.ts";
import { comeBack } from "../../workloads/come-back.ts";

const at = broadcast.moment("message is pushed", { channel: "news", id: "m2" });

export const scenario = defineScenario({
  promise: "a client reconnects after a restart of the service by itself",
  workload: comeBack({ brokenBy: "fault", missing: "nothing" }),
  schedule: [],
  invariants: [streamsCanBeOpenedAgain, ...everyReader],
  variants: {
    "it was killed": { schedule: [{ at, inject: kill() }] },
    "it was stopped": { schedule: [{ at, inject: stop({ killAfterMs: twiceTheGrace(broadcast) }) }] },
  },
});
