import { defineScenario } from "@chaos-packs/contract/pack";
import { failStatement } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { failuresKeepToThemselves } from "../../invariants/leaks/failures-keep-to-themselves.ts";
import { everythingAfterIsServed } from "../../invariants/requests/everything-after-is-served.ts";
import { readFailing } from "../../workloads/read-failing.ts";

export const scenario = defineScenario({
  promise: "however many requests fail, none leaves its connection checked out",
  workload: readFailing(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: failStatement({ sqlState: "XX000", moment: queries.moment("query runs") }),
    },
  ],
  invariants: [failuresKeepToThemselves, everythingAfterIsServed],
});
