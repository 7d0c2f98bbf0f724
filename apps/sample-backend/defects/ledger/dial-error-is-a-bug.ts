import { QueryFailure } from "../../src/pool/query-failure.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "dial-error-is-a-bug",
  mistake:
    "What the server says to a dial (too many clients, starting up) goes to whoever waits, as an error that nobody knows",
  expected: ["db-pool/too-many-connections", "db-pool/server-starting-up"],
  swap: (sound) => ({
    dialFailed(pool, error) {
      sound.dialFailed(pool, error);
      for (const waiter of pool.waiters.splice(0)) waiter.fail(new QueryFailure("broken", error.message));
    },
  }),
});
