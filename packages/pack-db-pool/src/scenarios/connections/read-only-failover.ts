import { defineScenario } from "@chaos-packs/contract/pack";
import { failOver } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { readOnlyConnectionIsDropped } from "../../invariants/connections/read-only-connection-is-dropped.ts";
import { writeUntilDone } from "../../workloads/write-until-done.ts";

export const scenario = defineScenario({
  promise: "25006 makes the pool drop that connection and find the writer",
  workload: writeUntilDone(),
  schedule: [
    {
      at: queries.moment("write runs", { key: "wish" }),
      inject: failOver(),
    },
  ],
  invariants: [readOnlyConnectionIsDropped],
});
