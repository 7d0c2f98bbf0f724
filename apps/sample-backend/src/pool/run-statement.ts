import type pg from "pg";
import { laterThanRead, monotonic } from "../clock.ts";
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

/** Waits for an answer, but not without end: neither when none comes nor when nobody wants it any more. */
export function withinBounds<T>(
  pool: Pool,
  connection: Connection,
  asked: Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { parts, options } = pool;
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      timer[Symbol.dispose]();
      signal?.removeEventListener("abort", abandon);
    };
    const abandon = (): void => {
      settle();
      parts.abandonStatement(pool, connection, asked).then(() => {
        reject(new QueryFailure("abandoned", "the client has hung up"));
      });
    };
    const timer = laterThanRead(options.answerTimeoutMs, () => {
      settle();
      parts.discard(pool, connection);
      reject(new QueryFailure("silent", `the database has not answered for ${options.answerTimeoutMs} ms`));
    });
    signal?.addEventListener("abort", abandon, { once: true });
    asked.then(
      (answer) => {
        settle();
        resolve(answer);
      },
      (error) => {
        settle();
        reject(error);
      },
    );
  });
}
