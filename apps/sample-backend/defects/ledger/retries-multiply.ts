import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "retries-multiply",
  mistake: "The repository tries again what the service that calls it tries again too: four tries become sixteen",
  expected: ["db-pool/serialization-failure-retried"],
  swap: (sound) => ({
    withSession: (ledger, signal, work) =>
      sound.withRetries(ledger.pool, signal, () => sound.withSession(ledger, signal, work)),
  }),
});
