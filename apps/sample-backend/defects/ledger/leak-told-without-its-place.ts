import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "leak-told-without-its-place",
  mistake: "The stack is taken when the leak is found, and so tells of the timer that found it",
  expected: ["db-pool/leak-is-detected"],
  swap: () => ({ tellPlace: () => new Error("a connection has leaked").stack ?? "" }),
});
