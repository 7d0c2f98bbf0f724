import { defineScenario } from "@chaos-packs/contract/pack";
import { databaseSlow } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { staleIsServedAndMarked } from "../../invariants/timeouts/stale-is-served-and-marked.ts";
import { readCached } from "../../workloads/read-cached.ts";

export const scenario = defineScenario({
  promise: "while the database answers too late cached reads are served in time, marked stale",
  workload: readCached(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "cached" }, { occurrence: 2 }),
      // Far beyond what a query may take.
      inject: databaseSlow({ ms: queries.amount("queryTimeoutMs", { factor: 4 }), of: "struck" }),
    },
  ],
  invariants: [staleIsServedAndMarked],
});
