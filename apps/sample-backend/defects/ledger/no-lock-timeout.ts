import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "no-lock-timeout",
  mistake: "A writer waits for a lock as long as a query may take, with a connection of the pool all the while",
  expected: ["db-pool/lock-wait-is-bounded"],
  swap: (sound) => ({ sessionSettings: (options) => ({ ...sound.sessionSettings(options), lock_timeout: 0 }) }),
});
