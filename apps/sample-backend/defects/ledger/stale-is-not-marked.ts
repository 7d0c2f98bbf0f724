import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "stale-is-not-marked",
  mistake: "What comes from the cache looks as fresh as what comes from the database",
  expected: ["db-pool/slow-database-serves-cache"],
  swap: (sound) => ({
    readThroughCache: async (ledger, key, signal) => ({
      ...(await sound.readThroughCache(ledger, key, signal)),
      stale: false,
    }),
  }),
});
