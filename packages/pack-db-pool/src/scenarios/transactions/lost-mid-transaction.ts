import { closeConnection, defineScenario, resetConnection } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { transactionsAreAtomic } from "../../invariants/transactions/transactions-are-atomic.ts";
import { writeTogether } from "../../workloads/write-together.ts";

const at = queries.moment("write runs", { key: "part 2" }, { edge: "after" });

export const scenario = defineScenario({
  promise: "when the connection is lost in the middle of a transaction nothing of the transaction is visible",
  workload: writeTogether("transaction"),
  schedule: [],
  invariants: [transactionsAreAtomic],
  variants: {
    RST: { schedule: [{ at, inject: resetConnection() }] },
    FIN: { schedule: [{ at, inject: closeConnection() }] },
  },
  quick: true,
});
