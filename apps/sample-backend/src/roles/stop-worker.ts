import { later, sleep } from "../clock.ts";
import type { Services } from "../services.ts";

/** Lets a worker finish what it has, then give it back, then lets go of it: at any rate within the grace period. */
export async function stopWorker({ config }: Services, loop: Promise<void>, giveBack: () => void): Promise<void> {
  using _patience = later(config.graceMs * 0.5, giveBack);
  const done = new AbortController();
  await Promise.race([loop, sleep(config.graceMs * 0.75, done.signal)]);
  done.abort();
  giveBack();
}
