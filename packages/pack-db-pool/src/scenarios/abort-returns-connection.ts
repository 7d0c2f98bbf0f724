import { defineScenario, look } from "@chaos-packs/contract";
import { queries } from "../capabilities/queries.ts";
import { hold } from "../faults/hold.ts";
import { everythingAfterIsServed } from "../invariants/everything-after-is-served.ts";
import { hangUpReads } from "../workloads/hang-up-reads.ts";
import { numbered } from "../workloads/query-client.ts";

/** As many as a pool keeps: all of them would be lost. */
const CONNECTIONS = 5;

export const scenario = defineScenario({
  promise: "clients that hang up return their connection",
  workload: hangUpReads(CONNECTIONS),
  schedule: [
    { at: queries.moment("query runs", { key: "first" }), inject: look() },
    ...numbered("abandoned", CONNECTIONS).map((key) => ({
      at: queries.moment("query runs", { key }, { edge: "after" }),
      inject: hold(),
    })),
  ],
  invariants: [everythingAfterIsServed],
});
