import { defineScenario, failConnections } from "@chaos-packs/contract/pack";
import { terminateBackends } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { everyRequestSucceeds } from "../../invariants/requests/every-request-succeeds.ts";
import { readAgain } from "../../workloads/read-again.ts";

const at = queries.moment("query runs", { key: "first" }, { edge: "after" });

export const scenario = defineScenario({
  promise: "after the server closed idle connections the next request succeeds",
  workload: readAgain(),
  schedule: [],
  invariants: [everyRequestSucceeds],
  variants: {
    "and said so": { schedule: [{ at, inject: terminateBackends({ which: "idle" }) }] },
    "without a word": { schedule: [{ at, inject: failConnections({ how: "fin", at: "idle" }) }] },
    "by a reset": { schedule: [{ at, inject: failConnections({ how: "rst", at: "idle" }) }] },
  },
  quick: true,
});
