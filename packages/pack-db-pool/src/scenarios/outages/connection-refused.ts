import { defineScenario, refuse } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { onceBackEverythingSucceeds } from "../../invariants/requests/once-back-everything-succeeds.ts";
import { outageIsTold } from "../../invariants/requests/outage-is-told.ts";
import { refusalsAreQuickAndClear } from "../../invariants/requests/refusals-are-quick-and-clear.ts";
import { outage } from "../../workloads/outage.ts";

export const scenario = defineScenario({
  promise:
    "when the database refuses connections requests fail with 503 at once, the log alerts and health says degraded; once it is back all is well by itself",
  workload: outage(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: refuse({ of: "struck" }),
    },
  ],
  invariants: [refusalsAreQuickAndClear, outageIsTold, onceBackEverythingSucceeds],
  quick: true,
});
