import { type Cut, cutAllAnd, defineScenario, failConnections, failDials } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { itIsBackInTime } from "../../invariants/connections/it-is-back-in-time.ts";
import { onceBackEverythingSucceeds } from "../../invariants/requests/once-back-everything-succeeds.ts";
import { reconnect } from "../../workloads/reconnect.ts";

const failing = (how: Cut) => [
  {
    at: queries.moment("query runs", { key: "first" }),
    inject: cutAllAnd(
      how,
      failDials(1, (where) => failConnections({ how, at: "mid-handshake", ...where })),
    ),
  },
];

export const scenario = defineScenario({
  promise: "a failure during the reconnect does not end it",
  workload: reconnect(),
  schedule: [],
  invariants: [itIsBackInTime, onceBackEverythingSucceeds],
  variants: { RST: { schedule: failing("rst") }, FIN: { schedule: failing("fin") } },
  quick: true,
});
