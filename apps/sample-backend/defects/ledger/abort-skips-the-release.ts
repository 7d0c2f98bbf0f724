import { sessionOn } from "../../src/pool/with-connection.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "abort-skips-the-release",
  mistake: "A request whose client has gone returns early, past the line that gives its connection back",
  expected: ["db-pool/abort-returns-connection"],
  swap: (sound) => ({
    async withConnection(pool, signal, work) {
      const connection = await pool.parts.acquire(pool, signal);
      try {
        const result = await work(sessionOn(pool, connection, signal));
        sound.release(pool, connection);
        return result;
      } catch (error) {
        if (signal.aborted) throw error;
        sound.release(pool, connection, error);
        throw error;
      }
    },
  }),
});
