import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "waiter-never-leaves",
  mistake:
    "A request that has given up stays in the queue: in its turn it is handed a connection, which nobody ever gives back",
  expected: ["db-pool/pool-timeout-recovers"],
  swap: () => ({ leaveQueue() {} }),
});
