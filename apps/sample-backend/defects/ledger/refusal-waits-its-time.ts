import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "refusal-waits-its-time",
  mistake:
    "That nobody listens at the database's address is a failed dial like any other: everybody waits until time is up",
  expected: ["db-pool/connection-refused"],
  swap: () => ({ isRefusal: () => false }),
});
