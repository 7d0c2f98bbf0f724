import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "no-idle-transaction-timeout",
  mistake: "A transaction is open for as long as its service lives, and one that stands still keeps its locks",
  expected: ["db-pool/transaction-timeout"],
  swap: (sound) => ({
    sessionSettings: (options) => ({ ...sound.sessionSettings(options), idle_in_transaction_session_timeout: 0 }),
  }),
});
