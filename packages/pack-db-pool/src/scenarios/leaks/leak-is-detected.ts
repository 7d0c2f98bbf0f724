import { defineScenario, look } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { leakIsReportedWithItsPlace } from "../../invariants/leaks/leak-is-reported-with-its-place.ts";
import { leakConnections } from "../../workloads/leak-connections.ts";

export const scenario = defineScenario({
  promise: "a handler that keeps its connection is reported with where it was taken",
  workload: leakConnections(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: look(),
    },
  ],
  invariants: [leakIsReportedWithItsPlace],
});
