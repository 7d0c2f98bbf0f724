import { kindOfFailure } from "../../src/pool/query-failure.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "waits-again-when-it-has-waited",
  mistake: "That no connection could be had in time is retried like any failure, so the bound holds for each try alone",
  expected: ["db-pool/pool-timeout-is-clear"],
  swap: (sound) => ({
    mayRetry: (pool, failure, tries) =>
      sound.mayRetry(pool, failure, tries) ||
      (kindOfFailure(failure) === "no connection" && tries < pool.options.tries),
  }),
});
