import type { Pool } from "./pool.ts";
import type { Waiter } from "./waiter.ts";

/** Whoever waits no longer must not be handed a connection. */
export function leaveQueue({ waiters }: Pool, waiter: Waiter): void {
  const place = waiters.indexOf(waiter);
  if (place >= 0) waiters.splice(place, 1);
}
