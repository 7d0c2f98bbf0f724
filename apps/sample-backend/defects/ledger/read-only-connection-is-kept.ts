import { kindOfFailure } from "../../src/pool/query-failure.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "read-only-connection-is-kept",
  mistake: "A connection to what has become a standby is as good as any, and the write is tried again on the same",
  expected: ["db-pool/read-only-failover"],
  swap: (sound) => ({ spoils: (failure) => kindOfFailure(failure) !== "read only" && sound.spoils(failure) }),
});
