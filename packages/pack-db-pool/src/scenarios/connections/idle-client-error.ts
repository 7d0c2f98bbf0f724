import { type Cut, defineScenario, failConnections } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { processLivesOn } from "../../invariants/connections/process-lives-on.ts";
import { everyRequestSucceeds } from "../../invariants/requests/every-request-succeeds.ts";
import { readAgain } from "../../workloads/read-again.ts";

const lost = (how: Cut) => [
  {
    at: queries.moment("query runs", { key: "first" }, { edge: "after" }),
    inject: failConnections({ how, at: "idle" }),
  },
];

export const scenario = defineScenario({
  promise: "a connection lost while idle does not take the process down",
  workload: readAgain(),
  schedule: [],
  invariants: [processLivesOn, everyRequestSucceeds],
  variants: { RST: { schedule: lost("rst") }, FIN: { schedule: lost("fin") } },
});
