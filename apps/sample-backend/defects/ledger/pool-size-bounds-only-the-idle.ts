import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "pool-size-bounds-only-the-idle",
  mistake:
    "The pool's size bounds how many connections are kept, and not how many there are: each request that finds none free opens one",
  expected: ["db-pool/fifty-on-five"],
  swap: ({ isBelowSize, closeConnection }) => ({
    isBelowSize: (pool) => isBelowSize(pool) || pool.waiters.length > pool.dials.underWay.size,
    trimOverflow(pool) {
      for (const connection of [...pool.idle]) {
        if (pool.connections.size > pool.options.size) void closeConnection(pool, connection);
      }
    },
  }),
});
