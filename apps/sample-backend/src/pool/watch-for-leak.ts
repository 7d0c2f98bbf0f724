import { later } from "../clock.ts";
import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";

/** Begins to wait for the next statement, or the release, of a connection that is checked out: if neither comes it has leaked. */
export function watchForLeak(pool: Pool, connection: Connection): void {
  const { checkout } = connection;
  if (!checkout || connection.lost) return;
  checkout.leakTimer?.[Symbol.dispose]();
  checkout.leakTimer = later(pool.options.leakAfterMs, () => pool.parts.reclaimLeak(pool, connection));
}
