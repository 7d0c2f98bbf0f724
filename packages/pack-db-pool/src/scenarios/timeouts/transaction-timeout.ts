import { defineScenario, stall } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { idleTransactionIsEnded } from "../../invariants/timeouts/idle-transaction-is-ended.ts";
import { transactionsAreAtomic } from "../../invariants/transactions/transactions-are-atomic.ts";
import { writeTogether } from "../../workloads/write-together.ts";

export const scenario = defineScenario({
  promise: "an idle transaction is ended and rolled back",
  workload: writeTogether("transaction"),
  schedule: [
    {
      at: queries.moment("write runs", { key: "part 1" }, { edge: "after" }),
      inject: stall(),
      heal: queries.after("idleTransactionMs", 2),
    },
  ],
  invariants: [idleTransactionIsEnded, transactionsAreAtomic],
});
