import { defineScenario, resetConnection } from "@chaos-packs/contract";
import { queries } from "../capabilities/queries.ts";
import { transactionsAreAtomic } from "../invariants/transactions-are-atomic.ts";
import { writeTogether } from "../workloads/write-together.ts";

export const scenario = defineScenario({
  promise: "when the connection is lost in the middle of a transaction nothing of the transaction is visible",
  workload: writeTogether("transaction"),
  schedule: [
    {
      at: queries.moment("write runs", { key: "part 2" }, { edge: "after" }),
      inject: resetConnection(),
    },
  ],
  invariants: [transactionsAreAtomic],
  quick: true,
});
