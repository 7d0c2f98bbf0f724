import { sleep } from "../../src/clock.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

const PAUSE_MS = 10;

export const defect = defineLedgerDefect({
  name: "each-request-dials-for-itself",
  mistake:
    "While there is no connection each request dials until it has one, so all of them arrive when the database returns",
  expected: ["db-pool/reconnect-is-no-stampede"],
  swap: (sound) => ({
    async waitForConnection(pool, signal) {
      const isFirst = pool.connections.size === 0;
      for (let isTrying = isFirst; isTrying && signal?.aborted !== true; ) {
        try {
          sound.dialSucceeded(pool, await sound.dial(pool, signal ?? new AbortController().signal));
          isTrying = false;
        } catch {
          await sleep(PAUSE_MS, signal);
        }
      }
      return sound.waitForConnection(pool, signal);
    },
  }),
});
