import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "no-second-try",
  mistake: "Nothing is tried again: every hiccup of the database reaches a client",
  expected: ["db-pool/intermittent-failures"],
  swap: () => ({ mayRetry: () => false }),
});
