import type { Pool } from "./pool.ts";
import type { Waiter } from "./waiter.ts";

/** Takes out of the queue who is served next: who has waited longest. */
export const nextWaiter = ({ waiters }: Pool): Waiter | undefined => waiters.shift();
