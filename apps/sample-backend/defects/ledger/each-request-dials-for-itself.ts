import { sleep } from "../../src/clock.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

const PAUSE_MS = 10;

export const defect = defineLedgerDefect({
  name: "each-request-dials-for-itself",
  mistake:
    "While the database cannot be reached each request dials until it can, so all of them arrive at once when it returns",
  expected: ["db-pool/reconnect-is-no-stampede"],
  swap: (sound) => ({
    async waitForConnection(pool, signal = new AbortController().signal) {
      let isTrying = pool.dials.failures > 0;
      while (isTrying && !signal.aborted) {
        try {
          sound.dialSucceeded(pool, await sound.dial(pool, signal));
          isTrying = false;
        } catch {
          await sleep(PAUSE_MS, signal);
        }
      }
      return sound.waitForConnection(pool, signal);
    },
  }),
});
