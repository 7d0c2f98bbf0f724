import { kindOfFailure } from "../../src/pool/query-failure.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "statement-retried-alone",
  mistake: "On a serialization failure the statement is run again in its transaction, which has failed as a whole",
  expected: ["db-pool/serialization-failure-retried"],
  swap: (sound) => ({
    async runStatement(pool, connection, statement, values, signal) {
      const run = () => sound.runStatement(pool, connection, statement, values, signal);
      return run().catch((error) => {
        if (kindOfFailure(error) !== "conflict") throw error;
        return run();
      }) as never;
    },
  }),
});
