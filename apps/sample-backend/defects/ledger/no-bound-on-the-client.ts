import { QueryFailure } from "../../src/pool/query-failure.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "no-bound-on-the-client",
  mistake: "Only the server bounds how long a query takes, and nobody notices when the server is not there any more",
  expected: ["db-pool/silently-dropped-connection"],
  swap: ({ abandonStatement }) => ({
    withinBounds: (pool, connection, asked, signal) =>
      new Promise((resolve, reject) => {
        const abandon = (): void => {
          abandonStatement(pool, connection, asked).then(() => {
            reject(new QueryFailure("abandoned", "the client has hung up"));
          });
        };
        signal?.addEventListener("abort", abandon, { once: true });
        asked.then(resolve, reject).finally(() => signal?.removeEventListener("abort", abandon));
      }),
  }),
});
