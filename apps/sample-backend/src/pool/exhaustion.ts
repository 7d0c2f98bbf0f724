import { monotonic } from "../clock.ts";
import type { Pool } from "./pool.ts";
import { QueryFailure } from "./query-failure.ts";
import type { Waiter } from "./waiter.ts";

/** What a request is told that has waited in vain. */
export function exhaustion({ options, waiters }: Pool, { since }: Waiter): QueryFailure {
  const waitedMs = Math.round(monotonic() - since);
  return new QueryFailure(
    "no connection",
    `no connection within ${waitedMs} ms: pool of ${options.size}, ${waiters.length} waiting`,
    { numbers: { waitedMs, poolSize: options.size, waiting: waiters.length, retryAfterMs: options.acquireTimeoutMs } },
  );
}
