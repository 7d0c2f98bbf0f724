import { later } from "../../src/clock.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

const WATCHDOG_MS = 1_500;

export const defect = defineLedgerDefect({
  name: "reconnect-flag-outlives-its-failure",
  mistake:
    "The flag that a reconnect is under way is taken down when it succeeds; when it fails, only by a watchdog much later",
  expected: ["db-pool/second-failure-while-reconnecting", "db-pool/server-restart"],
  swap: (sound) => ({
    dialFailed(pool, error) {
      sound.dialFailed(pool, error);
      pool.dials.pause?.[Symbol.dispose]();
      pool.dials.pause = later(WATCHDOG_MS, () => {
        pool.dials.pause = undefined;
        pool.parts.redial(pool);
      });
    },
  }),
});
