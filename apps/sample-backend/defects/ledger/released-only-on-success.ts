import { sessionOn } from "../../src/pool/with-connection.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "released-only-on-success",
  mistake: "The connection is given back behind the last statement, where nobody comes when one of them fails",
  expected: ["db-pool/error-path-returns-connection"],
  swap: (sound) => ({
    async withConnection(pool, signal, work) {
      const connection = await pool.parts.acquire(pool, signal);
      const result = await work(sessionOn(pool, connection, signal));
      sound.release(pool, connection);
      return result;
    },
  }),
});
