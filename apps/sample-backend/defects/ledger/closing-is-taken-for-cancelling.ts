import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "closing-is-taken-for-cancelling",
  mistake: "When a client has gone its connection is closed, which the server learns only when the query has ended",
  expected: ["db-pool/client-abort-cancels-query"],
  swap: ({ discard }) => ({ abandonStatement: async (pool, connection) => discard(pool, connection) }),
});
