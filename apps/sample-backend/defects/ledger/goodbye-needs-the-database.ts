import { defineLedgerDefect } from "./ledger-defect.ts";

const GOODBYE = { text: "select pg_advisory_unlock_all()" };

export const defect = defineLedgerDefect({
  name: "goodbye-needs-the-database",
  mistake: "Before it stops the service tidies up in the database, and dies of the error when the database is gone",
  expected: ["db-pool/shutdown-while-database-down"],
  swap: (sound) => ({
    async stopLedger(ledger, serving) {
      await sound.withConnection(ledger.pool, new AbortController().signal, (session) => session.run(GOODBYE));
      await sound.stopLedger(ledger, serving);
    },
  }),
});
