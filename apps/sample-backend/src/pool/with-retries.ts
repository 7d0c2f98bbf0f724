import { handleWhen, retry } from "cockatiel";
import type { Pool } from "./pool.ts";

/** Does the whole of something again when it failed in a way that another try may mend: a bounded number of times, with growing pauses. */
export async function withRetries<T>(pool: Pool, signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  const { parts, options, log } = pool;
  let tries = 0;
  const again = (error: unknown): boolean => {
    tries += 1;
    return parts.mayRetry(pool, error, tries) && parts.spendRetry(pool);
  };
  const pauseAfter = (failures: number) => ({
    duration: parts.pauseBefore(failures, options.backoff),
    next: () => pauseAfter(failures + 1),
  });
  const policy = retry(handleWhen(again), {
    maxAttempts: options.tries - 1,
    backoff: { next: () => pauseAfter(1) },
  });
  policy.onRetry(({ attempt: tried }) => log.debug({ tried }, "a request is tried again"));
  policy.onSuccess(() => parts.earnRetry(pool));
  return policy.execute(attempt, signal);
}
