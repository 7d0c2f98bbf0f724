import type pg from "pg";
import { monotonic } from "../clock.ts";
import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";
import { QueryFailure } from "./query-failure.ts";
import type { Statement } from "./statement.ts";

/** Runs one statement on a connection that is checked out. Rejects with a `QueryFailure`, also when the signal aborts. */
export async function runStatement<Row extends pg.QueryResultRow>(
  pool: Pool,
  connection: Connection,
  statement: Statement,
  values: readonly unknown[] = [],
  signal?: AbortSignal,
): Promise<Row[]> {
  const { parts } = pool;
  if (signal?.aborted) throw new QueryFailure("abandoned", "the client has hung up");
  connection.checkout?.leakTimer?.[Symbol.dispose]();
  const askedAt = monotonic();
  try {
    const asked = connection.client.query<Row>({ ...statement, values: [...values] });
    const { rows } = await parts.withinBounds(pool, connection, asked, signal);
    connection.provenAt = monotonic();
    return rows;
  } catch (error) {
    const failure = parts.failureOf(error, connection);
    if (parts.spoils(failure)) parts.distrustIdle(pool, askedAt);
    else connection.provenAt = monotonic();
    throw failure;
  } finally {
    parts.watchForLeak(pool, connection);
  }
}
