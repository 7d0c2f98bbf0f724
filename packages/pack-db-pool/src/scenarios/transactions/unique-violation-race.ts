import { defineScenario, look } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { oneWins } from "../../invariants/transactions/one-wins.ts";
import { raceWrites } from "../../workloads/race-writes.ts";

export const scenario = defineScenario({
  promise: "of many concurrent identical inserts one wins and the others get 409",
  workload: raceWrites(20),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: look(),
    },
  ],
  invariants: [oneWins],
});
