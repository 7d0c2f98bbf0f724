import type pg from "pg";
import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";
import type { Statement } from "./statement.ts";

/** A connection as a request uses it: statement after statement, each given up when its client hangs up. */
export interface Session {
  run<Row extends pg.QueryResultRow>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs one that tidies up, also when the client has hung up. A connection that cannot be tidied is given up. */
  tidy(statement: Statement, values?: readonly unknown[]): Promise<void>;
}

/** A connection that is checked out, for a request whose client hangs up when the signal aborts. */
export const sessionOn = (pool: Pool, connection: Connection, signal: AbortSignal): Session => ({
  run: (statement, values) => pool.parts.runStatement(pool, connection, statement, values, signal),
  async tidy(statement, values) {
    try {
      await pool.parts.runStatement(pool, connection, statement, values);
    } catch (error) {
      pool.parts.discard(pool, connection);
      throw error;
    }
  },
});

/** Does work on a connection of the pool, which gets it back whatever happens. */
export async function withConnection<T>(
  pool: Pool,
  signal: AbortSignal,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { parts } = pool;
  const connection = await parts.acquire(pool, signal);
  let failure: unknown;
  try {
    return await work(sessionOn(pool, connection, signal));
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    parts.release(pool, connection, failure);
  }
}
