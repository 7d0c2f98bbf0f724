import { defineScenario } from "@chaos-packs/contract/pack";
import { terminateBackends } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { failuresAreClear } from "../../invariants/requests/failures-are-clear.ts";
import { onceBackEverythingSucceeds } from "../../invariants/requests/once-back-everything-succeeds.ts";
import { oneRetryAtMost } from "../../invariants/requests/one-retry-at-most.ts";
import { readOnce } from "../../workloads/read-once.ts";
import { writeUntilDone } from "../../workloads/write-until-done.ts";

export const scenario = defineScenario({
  promise: "57P01 in mid query becomes one clean error or one safe retry",
  workload: readOnce(),
  schedule: [],
  invariants: [oneRetryAtMost, failuresAreClear, onceBackEverythingSucceeds],
  variants: {
    read: {
      schedule: [
        { at: queries.moment("query runs", { key: "first" }), inject: terminateBackends({ which: "struck" }) },
      ],
    },
    write: {
      workload: writeUntilDone(),
      schedule: [{ at: queries.moment("write runs", { key: "wish" }), inject: terminateBackends({ which: "struck" }) }],
    },
  },
});
