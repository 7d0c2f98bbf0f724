import { defineScenario, hold } from "@chaos-packs/contract/pack";
import { failStatement } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { failuresAreClear } from "../../invariants/requests/failures-are-clear.ts";
import { triesAreBounded } from "../../invariants/requests/tries-are-bounded.ts";
import { conflictIsRetried } from "../../invariants/transactions/conflict-is-retried.ts";
import { countersAddUp } from "../../invariants/transactions/counters-add-up.ts";
import { addTwice } from "../../workloads/add-twice.ts";

export const scenario = defineScenario({
  promise: "40001 is retried with a bound",
  workload: addTwice({ first: ["shared"], second: ["shared"], isolation: "serializable" }),
  schedule: [],
  invariants: [countersAddUp],
  variants: {
    // The first has read the counter, and sets it when the second has changed it.
    "a real conflict": {
      schedule: [
        {
          at: queries.moment("write runs", { key: "shared" }),
          inject: hold(),
          heal: { when: queries.moment("write commits", { key: "shared" }, { edge: "after" }) },
        },
      ],
      invariants: [conflictIsRetried, countersAddUp],
    },
    "without end": {
      schedule: [
        {
          at: queries.moment("write runs", { key: "shared" }),
          inject: failStatement({ sqlState: "40001", moment: queries.moment("write runs", { key: "shared" }) }),
        },
      ],
      invariants: [triesAreBounded, failuresAreClear, countersAddUp],
    },
  },
});
