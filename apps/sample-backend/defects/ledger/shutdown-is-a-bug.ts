import { QueryFailure } from "../../src/pool/query-failure.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "shutdown-is-a-bug",
  mistake: "When the server ends a session in mid query that is an error like any other: a 500, and no second try",
  expected: ["db-pool/admin-shutdown-mid-query"],
  swap: (sound) => ({
    failureOf(error, connection) {
      const failure = sound.failureOf(error, connection);
      return failure.kind === "lost" ? new QueryFailure("broken", failure.message, { cause: error }) : failure;
    },
  }),
});
