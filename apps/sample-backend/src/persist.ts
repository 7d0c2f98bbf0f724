import { backoffMs } from "./backoff.ts";
import { sleep } from "./clock.ts";
import { kindOf } from "./failure.ts";

const TRIES = 6;

/** Does a write that may be repeated until it is known to be done; after the last try, or a stop, it rejects. */
export async function persist<T>(write: () => Promise<T>, stop: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (kindOf(error) !== "unavailable" || tries >= TRIES || stop.aborted) throw error;
      await sleep(backoffMs(tries), stop);
    }
  }
}
