import { kindOfFailure } from "../../src/pool/query-failure.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "opening-has-no-bound",
  mistake: "Waiting for a connection of others is bounded, but not waiting for one that is only being opened",
  expected: ["db-pool/silent-accept"],
  swap: (sound) => ({
    waitForConnection(pool, signal) {
      const wait = (): ReturnType<typeof sound.waitForConnection> =>
        sound.waitForConnection(pool, signal).catch((error) => {
          if (kindOfFailure(error) !== "no connection" || pool.connections.size > 0) throw error;
          return wait();
        });
      return wait();
    },
  }),
});
