import { defineScenario, hold } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { conflictIsRetried } from "../../invariants/transactions/conflict-is-retried.ts";
import { countersAddUp } from "../../invariants/transactions/counters-add-up.ts";
import { addTwice } from "../../workloads/add-twice.ts";

export const scenario = defineScenario({
  promise: "40P01 is retried and both transactions end",
  workload: addTwice({ first: ["a", "b"], second: ["b", "a"], isolation: "read committed" }),
  schedule: [
    {
      at: queries.moment("write runs", { key: "a" }, { edge: "after" }),
      inject: hold(),
      heal: { when: queries.moment("write runs", { key: "b" }, { edge: "after" }) },
    },
  ],
  invariants: [conflictIsRetried, countersAddUp],
});
