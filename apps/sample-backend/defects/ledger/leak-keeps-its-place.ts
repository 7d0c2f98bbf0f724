import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "leak-keeps-its-place",
  mistake:
    "A leaked connection is told of and closed, but goes on being counted: its place in the pool is never free again",
  expected: ["db-pool/leak-is-reclaimed"],
  swap: ({ tellPlace }) => ({
    reclaimLeak({ log }, connection) {
      if (!connection.checkout) return;
      log.warn({ stack: tellPlace(connection.checkout) }, "a connection to the database has leaked and is closed");
      connection.lost = new Error("the connection has leaked");
      connection.socket.destroy();
    },
  }),
});
