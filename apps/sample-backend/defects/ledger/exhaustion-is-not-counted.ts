import { kindOfFailure } from "../../src/pool/query-failure.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "exhaustion-is-not-counted",
  mistake: "The circuit counts errors of the database, and a request that never got as far as the database is none",
  expected: ["db-pool/exhaustion-opens-circuit"],
  swap: () => ({ countsAgainstCircuit: (error) => ["refused", "lost", "silent"].includes(kindOfFailure(error)) }),
});
