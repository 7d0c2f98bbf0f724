import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "exits-without-draining",
  mistake: "The service exits as soon as it is asked to stop, in the middle of its requests",
  expected: ["db-pool/pool-drains-on-shutdown"],
  swap: () => ({ stopLedger: async () => process.exit(0) }),
});
