import { defineScenario } from "@chaos-packs/contract/pack";
import { failStatement } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { transactionsAreAtomic } from "../../invariants/transactions/transactions-are-atomic.ts";
import { writeTogether } from "../../workloads/write-together.ts";

export const scenario = defineScenario({
  promise: "a failure in the middle of several writes leaves none",
  workload: writeTogether("batch"),
  schedule: [
    {
      at: queries.moment("write runs", { key: "part 3" }),
      inject: failStatement({ sqlState: "22001", times: 1 }),
    },
  ],
  invariants: [transactionsAreAtomic],
});
