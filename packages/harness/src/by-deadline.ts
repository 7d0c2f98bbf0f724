import { sleep } from "./clock.ts";

/**
 * Settles as the promise does; rejects `lateMs` after the signal has aborted. What takes no notice of its signal is left
 * behind, and what does has the time to say why it gives up.
 */
export async function byDeadline<T>(
  what: string,
  promise: Promise<T>,
  { signal, lateMs }: { readonly signal: AbortSignal; readonly lateMs: number },
): Promise<T> {
  const settled = new AbortController();
  const late = async (): Promise<never> => {
    await aborted(signal, settled.signal);
    await sleep(lateMs, settled.signal);
    throw new Error(`${what} did not end in time`);
  };
  promise.catch(() => {}); // when it is late nobody waits for it any more
  const over = late();
  over.catch(() => {});
  try {
    return await Promise.race([promise, over]);
  } finally {
    settled.abort();
  }
}

/** Settles when one of the two aborts, and forgets its listeners. */
function aborted(signal: AbortSignal, orWhen: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true, signal: orWhen });
    orWhen.addEventListener("abort", () => resolve(), { once: true });
  });
}
