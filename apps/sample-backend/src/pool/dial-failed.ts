import { later, monotonic } from "../clock.ts";
import type { Pool } from "./pool.ts";
import { refusedDial } from "./refuse-at-once.ts";

/** Draws the lessons from a dial that failed: a pause before the next one, and whoever would wait in vain is told so. */
export function dialFailed(pool: Pool, error: Error): void {
  const { dials, parts, log, connections, waiters } = pool;
  dials.isProven = false;
  // Of several dials that fail together the first counts.
  if (pool.isClosing || dials.pause) return;
  // It is news unless the last failure was told and nothing has been answered since.
  const isNews = dials.failures === 0 || [...connections].some(({ provenAt }) => provenAt > dials.failedAt);
  dials.failures += 1;
  dials.failedAt = monotonic();
  dials.isRefused = parts.isRefusal(error);
  if (isNews) log.warn({ error: error.message }, "the database cannot be reached");
  dials.pause = later(parts.pauseBefore(dials.failures, pool.options.backoff), () => {
    dials.pause = undefined;
    parts.redial(pool);
  });
  if (!dials.isRefused || connections.size > 0) return;
  for (const waiter of waiters.splice(0)) waiter.fail(refusedDial(dials.failures));
}
