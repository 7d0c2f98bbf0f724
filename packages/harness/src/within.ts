import { sleep } from "./clock.ts";

/** Settles as the promise does; rejects with `late()` when that takes longer than `ms`. */
export async function within<T>(ms: number, promise: Promise<T>, late: () => Error): Promise<T> {
  const settled = new AbortController();
  promise.catch(() => {}); // when it is late nobody waits for it any more
  const over = sleep(ms, settled.signal).then(() => {
    throw late();
  });
  over.catch(() => {});
  try {
    return await Promise.race([promise, over]);
  } finally {
    settled.abort();
  }
}
