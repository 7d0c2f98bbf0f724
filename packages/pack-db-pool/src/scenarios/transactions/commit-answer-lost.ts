import { closeConnection, defineScenario, resetConnection } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { countersAddUp } from "../../invariants/transactions/counters-add-up.ts";
import { unansweredCommitIsResolved } from "../../invariants/transactions/unanswered-commit-is-resolved.ts";
import { addOnce } from "../../workloads/add-once.ts";
import { writeUntilDone } from "../../workloads/write-until-done.ts";

export const scenario = defineScenario({
  promise: "an unanswered COMMIT is resolved by its idempotency key, not blindly repeated",
  workload: writeUntilDone(),
  schedule: [],
  invariants: [unansweredCommitIsResolved],
  variants: {
    write: {
      schedule: [
        { at: queries.moment("write commits", { key: "wish" }, { edge: "after" }), inject: resetConnection() },
      ],
    },
    add: {
      workload: addOnce(),
      schedule: [{ at: queries.moment("write commits", { key: "sum" }, { edge: "after" }), inject: resetConnection() }],
      invariants: [unansweredCommitIsResolved, countersAddUp],
    },
    "write, closed with a FIN": {
      schedule: [
        { at: queries.moment("write commits", { key: "wish" }, { edge: "after" }), inject: closeConnection() },
      ],
    },
    "add, closed with a FIN": {
      workload: addOnce(),
      schedule: [{ at: queries.moment("write commits", { key: "sum" }, { edge: "after" }), inject: closeConnection() }],
      invariants: [unansweredCommitIsResolved, countersAddUp],
    },
  },
  quick: true,
});
