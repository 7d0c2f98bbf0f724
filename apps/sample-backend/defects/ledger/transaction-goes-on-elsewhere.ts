import type pg from "pg";
import { kindOfFailure } from "../../src/pool/query-failure.ts";
import type { Statement } from "../../src/pool/statement.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "transaction-goes-on-elsewhere",
  mistake:
    "Each statement that loses its connection is run on another one, also those of a transaction that is gone by then",
  expected: ["db-pool/lost-mid-transaction"],
  swap: ({ withConnection }) => ({
    withConnection: (pool, signal, work) =>
      withConnection(pool, signal, (session) =>
        work({
          ...session,
          async run<Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[] = []) {
            try {
              return await session.run<Row>(statement, values);
            } catch (error) {
              if (kindOfFailure(error) !== "lost") throw error;
              return withConnection(pool, signal, (another) => another.run<Row>(statement, values));
            }
          },
        }),
      ),
  }),
});
