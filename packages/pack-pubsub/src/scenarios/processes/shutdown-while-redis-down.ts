import { defineScenario, stopWithout, twiceTheGrace } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { stopEndsByItself } from "../../invariants/processes/stop-ends-by-itself.ts";
import { streamsAreEndedPolitely } from "../../invariants/processes/streams-are-ended-politely.ts";
import { listenUntilItStops } from "../../workloads/listen-until-it-stops.ts";

export const scenario = defineScenario({
  promise: "the stop settles although the broker is gone",
  workload: listenUntilItStops(),
  schedule: [
    {
      at: broadcast.moment("subscribes", { channel: "lone" }, { edge: "after" }),
      inject: stopWithout({ killAfterMs: twiceTheGrace(broadcast) }),
    },
  ],
  invariants: [stopEndsByItself, streamsAreEndedPolitely],
});
