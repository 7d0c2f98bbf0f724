import { kindOfFailure } from "../../src/pool/query-failure.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "stale-connection-is-an-error",
  mistake:
    "A connection that the server has closed stays in the pool until a request meets its end, which fails and is not tried again",
  expected: ["db-pool/stale-connection-recycled"],
  swap: (sound) => ({
    loseConnection(_pool, connection, error) {
      connection.lost ??= error;
    },
    mayRetry: (pool, failure, tries) => kindOfFailure(failure) !== "lost" && sound.mayRetry(pool, failure, tries),
  }),
});
