import { sqlStateOf } from "../../src/pool/sql-state-of.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "deadlock-is-an-error",
  mistake: "Serialization failures are tried again, but a deadlock was never met in the tests, and fails the request",
  expected: ["db-pool/deadlock-retried"],
  swap: (sound) => ({
    mayRetry: (pool, failure, tries) =>
      sqlStateOf((failure as Error).cause) !== "40P01" && sound.mayRetry(pool, failure, tries),
  }),
});
