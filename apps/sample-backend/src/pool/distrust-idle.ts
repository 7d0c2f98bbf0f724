import type { Pool } from "./pool.ts";

/**
 * Discards what is idle and has not been answered on since `ms`, because another connection was found dead since: what
 * took that one (a restart, a failover, a firewall) has most likely taken these too.
 */
export function distrustIdle(pool: Pool, ms: number): void {
  for (const connection of [...pool.idle]) if (connection.provenAt < ms) pool.parts.discard(pool, connection);
  pool.dials.isProven = false;
}
