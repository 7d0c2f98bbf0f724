import type { Pool } from "./pool.ts";

/** Hands what is idle to those who wait, and opens connections for the others where it may. */
export function serveWaiters(pool: Pool): void {
  const { parts, idle, waiters } = pool;
  while (idle.length > 0 && waiters.length > 0) {
    const waiter = parts.nextWaiter(pool);
    const connection = idle.pop();
    if (waiter && connection) waiter.serve(connection);
  }
  parts.growPool(pool);
}
