import { defineScenario, partition } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { healthAnswers } from "../../invariants/exhaustion/health-answers.ts";
import { pressPool } from "../../workloads/press-pool.ts";

export const scenario = defineScenario({
  promise: "health answers within its promised time while the pool is empty",
  workload: pressPool({ health: true }),
  schedule: [
    {
      at: queries.moment("query runs", { key: "held 1" }),
      inject: partition(),
    },
  ],
  invariants: [healthAnswers],
});
