import type { Pool } from "./pool.ts";
import type { Waiter } from "./waiter.ts";

/** Whoever comes stands behind those that are there. */
export function joinQueue({ waiters }: Pool, waiter: Waiter): void {
  waiters.push(waiter);
}
