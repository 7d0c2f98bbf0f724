import { monotonic } from "../clock.ts";
import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";

/** Takes a fresh connection into the pool. */
export function dialSucceeded(pool: Pool, connection: Connection): void {
  const { dials, parts, log } = pool;
  if (pool.isClosing) return void connection.socket.destroy();
  if (dials.failures > 0) log.info({ failures: dials.failures }, "the database can be reached again");
  dials.isProven = true;
  dials.failures = 0;
  dials.isRefused = false;
  pool.connections.add(connection);
  connection.idleSince = monotonic();
  pool.idle.push(connection);
  parts.trimOverflow(pool);
}
