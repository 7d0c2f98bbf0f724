import { setTimeout as sleep } from "node:timers/promises";

/** Resolves after so many ms, or at once when the signal aborts. */
export const wait = (ms: number, signal?: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { ...(signal && { signal }) }).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });

/** ms on a clock that only goes forward. */
export const now = (): number => performance.now();
