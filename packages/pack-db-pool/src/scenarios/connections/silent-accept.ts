import { type Cut, cutAllAnd, defineScenario, failConnections, failDials } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { itIsBackInTime } from "../../invariants/connections/it-is-back-in-time.ts";
import { silenceIsBounded } from "../../invariants/connections/silence-is-bounded.ts";
import { onceBackEverythingSucceeds } from "../../invariants/requests/once-back-everything-succeeds.ts";
import { reconnect } from "../../workloads/reconnect.ts";

const silent = (how: Cut) => [
  {
    at: queries.moment("query runs", { key: "first" }),
    inject: cutAllAnd(
      how,
      failDials(5, (where) => failConnections({ how: "silence", at: "accept", ...where })),
    ),
  },
];

export const scenario = defineScenario({
  promise: "a server that accepts and says nothing costs no more than the connect timeout and no slot of the pool",
  workload: reconnect(),
  schedule: [],
  invariants: [itIsBackInTime, silenceIsBounded, onceBackEverythingSucceeds],
  variants: { "after a RST": { schedule: silent("rst") }, "after a FIN": { schedule: silent("fin") } },
});
