import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";

/** Takes note that a connection has broken by itself. Who has it checked out learns it from the statement, or when it releases it. */
export function loseConnection(pool: Pool, connection: Connection, error: Error): void {
  if (connection.lost) return;
  const wasOpen = pool.connections.has(connection);
  const wasIdle = pool.idle.includes(connection);
  connection.lost = error;
  if (!wasOpen) return;
  pool.dials.isProven = false;
  pool.parts.discard(pool, connection);
  if (wasIdle) pool.log.info({ error: error.message }, "an idle connection to the database was lost");
  pool.parts.serveWaiters(pool);
}
