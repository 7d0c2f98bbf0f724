import { defineScenario } from "@chaos-packs/contract";
import { databaseSlow } from "@chaos-packs/postgres";
import { queries } from "../capabilities/queries.ts";
import { staleIsServedAndMarked } from "../invariants/stale-is-served-and-marked.ts";
import { readCached } from "../workloads/read-cached.ts";

export const scenario = defineScenario({
  promise: "with 2 s latency cached reads are served, marked stale",
  workload: readCached(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "cached" }, { occurrence: 2 }),
      inject: databaseSlow({ ms: 2_000, of: "struck" }),
    },
  ],
  invariants: [staleIsServedAndMarked],
});
