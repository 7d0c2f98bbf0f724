import { QueryFailure } from "../../src/pool/query-failure.ts";
import { sqlStateOf } from "../../src/pool/sql-state-of.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "shutdown-is-a-bug",
  mistake: "57P01 is not among the codes that mean a lost connection: an administrator's command becomes a 500",
  expected: ["db-pool/admin-shutdown-mid-query"],
  swap: (sound) => ({
    failureOf(error, connection) {
      if (sqlStateOf(error) !== "57P01") return sound.failureOf(error, connection);
      return new QueryFailure("broken", "terminating connection due to administrator command", { cause: error });
    },
  }),
});
