import type { Pool } from "./pool.ts";
import { QueryFailure } from "./query-failure.ts";

/** Why a request need not wait at all; undefined when it may. */
export function refuseAtOnce({ isClosing, waiters, options, dials, connections }: Pool): QueryFailure | undefined {
  if (isClosing) return new QueryFailure("stopping", "no connection: the service is stopping");
  if (dials.isRefused && connections.size === 0) return refusedDial(dials.failures);
  if (waiters.length < options.mostWaiting) return undefined;
  return new QueryFailure("no connection", `no connection: ${waiters.length} requests are waiting already`, {
    numbers: { poolSize: options.size, waiting: waiters.length, retryAfterMs: options.acquireTimeoutMs },
  });
}

/** What a request is told while nobody listens at the database's address. */
export const refusedDial = (failures: number): QueryFailure =>
  new QueryFailure("refused", `no connection: the database refuses them, ${failures} times in a row by now`, {
    numbers: { failures },
  });
