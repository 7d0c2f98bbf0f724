import type { Pool } from "./pool.ts";

/** Dials for those who wait, as often as it may. */
export function growPool(pool: Pool): void {
  const { parts } = pool;
  while (parts.mayDial(pool) && (parts.isBelowSize(pool) || parts.mayOverflow(pool))) void parts.openConnection(pool);
}
