import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";

/** Tells of a connection that nobody gives back, and by whom it was taken; its place goes to others. */
export function reclaimLeak(pool: Pool, connection: Connection): void {
  const { parts, log, options } = pool;
  if (!connection.checkout) return;
  log.warn(
    { stack: parts.tellPlace(connection.checkout), leakAfterMs: options.leakAfterMs },
    "a connection to the database has leaked and is taken back",
  );
  parts.discard(pool, connection);
  parts.serveWaiters(pool);
}
