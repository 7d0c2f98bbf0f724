import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "redials-at-once",
  mistake: "A dial that fails is made again at once, in a loop that only the database can end",
  expected: ["db-pool/exhaustion-backs-off"],
  swap: () => ({ pauseBefore: () => 0 }),
});
