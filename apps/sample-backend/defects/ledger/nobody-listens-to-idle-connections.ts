import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "nobody-listens-to-idle-connections",
  mistake:
    "Connections have no listener for errors, because every statement has one: one that breaks while idle ends the process",
  expected: ["db-pool/idle-client-error"],
  swap: () => ({ listenForLoss() {} }),
});
