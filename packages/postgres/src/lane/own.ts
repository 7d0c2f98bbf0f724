import pg from "pg";
import { OWN_NAME } from "./connect.ts";

/** The harness's own way to a lane's database; no fault is on it. */
export interface PostgresOwn {
  /** The address of the database itself, past every link. */
  readonly url: string;
  /** Runs one statement and returns its rows, each an object by column name. Rejects with Postgres's error. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
}

const CONNECTIONS = 4;

/** Opens the harness's own pool. */
export function openOwn(url: string): PostgresOwn & AsyncDisposable {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: OWN_NAME,
    max: CONNECTIONS,
    idleTimeoutMillis: 0,
  });
  // A connection lost while idle is replaced by the pool; the next query tells when it cannot be.
  pool.on("error", () => {});
  return {
    url,
    async query<Row>(sql: string, parameters: readonly unknown[] = []) {
      const { rows } = await pool.query(sql, [...parameters]);
      return rows as readonly Row[];
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}
