import { monotonic } from "../clock.ts";
import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";

/** Gives a connection back, with the failure that ended its use if there was one. */
export function release(pool: Pool, connection: Connection, failure?: unknown): void {
  const { parts } = pool;
  connection.checkout?.leakTimer?.[Symbol.dispose]();
  connection.checkout = undefined;
  // One that broke, or was taken back from whoever kept it for too long, is no longer there.
  if (pool.connections.has(connection)) {
    if (connection.lost || pool.isClosing || parts.spoils(failure)) {
      parts.discard(pool, connection);
    } else {
      connection.idleSince = monotonic();
      pool.idle.push(connection);
    }
  }
  parts.serveWaiters(pool);
  parts.trimOverflow(pool);
}
