import { defineScenario, look } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { longQueryIsEnded } from "../../invariants/timeouts/long-query-is-ended.ts";
import { poolServesTheNext } from "../../invariants/timeouts/pool-serves-the-next.ts";
import { slowQuery } from "../../workloads/slow-query.ts";

export const scenario = defineScenario({
  promise: "a query past its timeout is cancelled in the server too, and the pool serves the next one",
  workload: slowQuery(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: look(),
    },
  ],
  invariants: [longQueryIsEnded, poolServesTheNext],
});
