import { defineScenario, look } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { abandonedConnectionsComeBack } from "../../invariants/leaks/abandoned-connections-come-back.ts";
import { hangUpSlow } from "../../workloads/hang-up-slow.ts";

export const scenario = defineScenario({
  promise: "clients that hang up return their connection",
  workload: hangUpSlow({ queries: "as many as connections" }),
  schedule: [{ at: queries.moment("query runs", { key: "first" }), inject: look() }],
  invariants: [abandonedConnectionsComeBack],
});
