import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "no-statement-timeout",
  mistake: "Only the client has a timeout: it gives a query up that goes on in the server, and asks for it once more",
  expected: ["db-pool/long-query-cancelled"],
  swap: (sound) => ({ sessionSettings: (options) => ({ ...sound.sessionSettings(options), statement_timeout: 0 }) }),
});
