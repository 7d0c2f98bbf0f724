import type pg from "pg";
import type { Connection } from "../../src/pool/connection.ts";
import type { Pool } from "../../src/pool/pool.ts";
import { kindOfFailure } from "../../src/pool/query-failure.ts";
import type { Statement } from "../../src/pool/statement.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "statement-retried-alone",
  mistake: "On a serialization failure the statement is run again in its transaction, which has failed as a whole",
  expected: ["db-pool/serialization-failure-retried"],
  swap: (sound) => ({
    async runStatement<Row extends pg.QueryResultRow>(
      pool: Pool,
      connection: Connection,
      statement: Statement,
      values: readonly unknown[] = [],
      signal?: AbortSignal,
    ) {
      try {
        return await sound.runStatement<Row>(pool, connection, statement, values, signal);
      } catch (error) {
        if (kindOfFailure(error) !== "conflict") throw error;
        return sound.runStatement<Row>(pool, connection, statement, values, signal);
      }
    },
  }),
});
