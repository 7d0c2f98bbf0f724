import { defineScenario } from "@chaos-packs/contract/pack";
import { failStatement } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { sessionIsAsItWas } from "../../invariants/leaks/session-is-as-it-was.ts";
import { readScoped } from "../../workloads/read-scoped.ts";

export const scenario = defineScenario({
  promise: "a failed query leaves the session's state as it was",
  workload: readScoped(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "scoped" }),
      inject: failStatement({ sqlState: "XX000", times: 1 }),
    },
  ],
  invariants: [sessionIsAsItWas],
});
