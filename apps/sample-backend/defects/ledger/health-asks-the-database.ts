import { defineLedgerDefect } from "./ledger-defect.ts";

const PING = { name: "ping", text: "select 1" };

export const defect = defineLedgerDefect({
  name: "health-asks-the-database",
  mistake:
    "Health runs a query on a connection of the pool: it stands in line with everybody else, and fails with them",
  expected: ["db-pool/health-answers-under-exhaustion"],
  swap: ({ withConnection }) => ({
    async readHealth({ pool }) {
      await withConnection(pool, new AbortController().signal, (session) => session.run(PING));
      return { status: "ok" };
    },
  }),
});
