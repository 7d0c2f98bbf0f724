import { sleep } from "../../clock.ts";
import type { Live } from "../live.ts";

/** Asks Redis again and again until it answers, with pauses that grow; undefined when the role stops. */
export async function untilDone<T>(live: Live, ask: () => Promise<T>): Promise<T | undefined> {
  const { parts, config, stopping, log } = live;
  for (let failures = 1; !stopping.signal.aborted; failures += 1) {
    try {
      return await ask();
    } catch (error) {
      log.debug({ failures, error: (error as Error).message }, "asked in vain");
      await sleep(parts.pauseBefore(failures, config.backoff), stopping.signal);
    }
  }
  return undefined;
}
