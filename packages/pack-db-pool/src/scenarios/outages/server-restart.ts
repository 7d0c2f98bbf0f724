import { defineScenario } from "@chaos-packs/contract/pack";
import { restartServer } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { processLivesOn } from "../../invariants/connections/process-lives-on.ts";
import { onceBackEverythingSucceeds } from "../../invariants/requests/once-back-everything-succeeds.ts";
import { underLoad } from "../../workloads/under-load.ts";

export const scenario = defineScenario({
  promise: "every request after the restart succeeds without restarting the service",
  workload: underLoad(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "load 1" }),
      inject: restartServer(),
    },
  ],
  invariants: [processLivesOn, onceBackEverythingSucceeds],
});
