import { defineScenario, partition } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { exhaustionIsClear } from "../../invariants/exhaustion/exhaustion-is-clear.ts";
import { exhaustionNamesItsNumbers } from "../../invariants/exhaustion/exhaustion-names-its-numbers.ts";
import { waitingIsBounded } from "../../invariants/exhaustion/waiting-is-bounded.ts";
import { pressPool } from "../../workloads/press-pool.ts";

export const scenario = defineScenario({
  promise:
    "a request that gets no connection in time fails within the acquire timeout, with a clear error: 503 and a Retry-After",
  workload: pressPool(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "held 1" }),
      inject: partition(),
    },
  ],
  invariants: [exhaustionIsClear, exhaustionNamesItsNumbers, waitingIsBounded],
  quick: true,
});
