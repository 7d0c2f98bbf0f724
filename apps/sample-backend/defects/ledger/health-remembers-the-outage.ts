import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "health-remembers-the-outage",
  mistake: "Health is degraded once a dial has failed, and nothing but a restart of the service makes it ok again",
  expected: ["db-pool/connection-refused"],
  swap: (sound) => ({
    async readHealth(ledger) {
      const hasEverFailed = ledger.pool.dials.failedAt > Number.NEGATIVE_INFINITY;
      return hasEverFailed ? { status: "degraded" } : sound.readHealth(ledger);
    },
  }),
});
