import { QueryFailure } from "../../src/pool/query-failure.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "exhaustion-is-a-bug",
  mistake:
    "The driver's own error about the timeout goes out as it is: a 500 from which nobody learns what was exhausted",
  expected: ["db-pool/pool-timeout-is-clear"],
  swap: () => ({ exhaustion: () => new QueryFailure("broken", "timeout exceeded when trying to connect") }),
});
