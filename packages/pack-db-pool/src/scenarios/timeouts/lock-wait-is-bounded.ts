import { defineScenario } from "@chaos-packs/contract/pack";
import { holdTableLock } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { lockWaitIsBounded } from "../../invariants/timeouts/lock-wait-is-bounded.ts";
import { writeUntilDone } from "../../workloads/write-until-done.ts";

export const scenario = defineScenario({
  promise: "a blocked writer fails with a clear error within the lock timeout",
  workload: writeUntilDone(),
  schedule: [
    {
      at: queries.moment("write runs", { key: "wish" }),
      inject: holdTableLock(),
    },
  ],
  invariants: [lockWaitIsBounded],
});
