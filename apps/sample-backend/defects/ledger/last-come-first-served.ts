import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "last-come-first-served",
  mistake:
    "Those who wait for a connection are kept in an array that is pushed and popped: who came last is served first",
  expected: ["db-pool/waiters-are-fair"],
  swap: () => ({ nextWaiter: ({ waiters }) => waiters.pop() }),
});
