import { defineScenario, look } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { abandonedQueryEnds } from "../../invariants/timeouts/abandoned-query-ends.ts";
import { hangUpSlow } from "../../workloads/hang-up-slow.ts";

export const scenario = defineScenario({
  promise: "a client that hangs up does not leave its query running",
  workload: hangUpSlow({ queries: "one" }),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: look(),
    },
  ],
  invariants: [abandonedQueryEnds],
});
