import { kindOfFailure } from "../../src/pool/query-failure.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "transaction-goes-on-elsewhere",
  mistake:
    "Each statement that loses its connection is run on another one, also those of a transaction that is gone by then",
  expected: ["db-pool/lost-mid-transaction"],
  swap: (sound) => ({
    withConnection: (pool, signal, work) =>
      sound.withConnection(pool, signal, (session) =>
        work({
          ...session,
          run: (statement, values) =>
            session.run(statement, values).catch((error) => {
              if (kindOfFailure(error) !== "lost") throw error;
              return sound.withConnection(pool, signal, (another) => another.run(statement, values)) as never;
            }),
        }),
      ),
  }),
});
