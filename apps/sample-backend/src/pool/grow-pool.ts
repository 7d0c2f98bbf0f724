import type { Pool } from "./pool.ts";

/** Dials until there are as many connections as the pool keeps, and extra ones for those who have waited long; as often as it may now. */
export function growPool(pool: Pool): void {
  const { parts } = pool;
  while (parts.mayDial(pool) && (parts.isBelowSize(pool) || parts.mayOverflow(pool))) void parts.openConnection(pool);
}
