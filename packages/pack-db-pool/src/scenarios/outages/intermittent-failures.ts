import { defineScenario, together } from "@chaos-packs/contract/pack";
import { databaseIntermittent } from "@chaos-packs/postgres";
import { queries } from "../../capabilities/queries.ts";
import { everyRequestSucceeds } from "../../invariants/requests/every-request-succeeds.ts";
import { triesAreBounded } from "../../invariants/requests/tries-are-bounded.ts";
import { readAndWriteInTurn } from "../../workloads/read-and-write-in-turn.ts";

/** Of those that the pack knows: how many more a service needs around them is its own affair, and a transaction of five would never succeed. */
const everyFifth = (moment: "query runs" | "write runs") =>
  databaseIntermittent({ fraction: 0.2, of: "struck", moment: queries.moment(moment) });

export const scenario = defineScenario({
  promise:
    "with exactly every fifth statement failing every request succeeds, with no more tries than the policy allows",
  workload: readAndWriteInTurn(),
  schedule: [
    {
      at: queries.moment("query runs", { key: "first" }),
      inject: together(everyFifth("query runs"), everyFifth("write runs")),
    },
  ],
  invariants: [everyRequestSucceeds, triesAreBounded],
});
