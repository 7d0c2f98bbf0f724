import { defineLedgerDefect } from "./ledger-defect.ts";

const PING = { name: "ping", text: "select 1" };

export const defect = defineLedgerDefect({
  name: "health-asks-the-database",
  mistake: "Health runs a query on a connection of the pool, and so stands in line with everybody else",
  expected: ["db-pool/health-answers-under-exhaustion"],
  swap: ({ withConnection }) => ({
    readHealth: ({ pool }) =>
      withConnection(pool, new AbortController().signal, (session) => session.run(PING)).then(
        () => ({ status: "ok" }),
        () => ({ status: "degraded" }),
      ),
  }),
});
