import type { Pool } from "./pool.ts";

/** Dials again after a pause: for those who wait, and also without any while there is no connection at all, to learn when the database is back. */
export function redial(pool: Pool): void {
  const { parts, connections, dials } = pool;
  if (pool.isClosing) return;
  if (connections.size === 0 && dials.underWay.size === 0) void parts.openConnection(pool);
  else parts.growPool(pool);
}
