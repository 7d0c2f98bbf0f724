import { backoffMs } from "../backoff.ts";
import { sleep } from "../clock.ts";
import { messageOf } from "../failure.ts";
import type { Services } from "../services.ts";
import { sweepWhile } from "./sweep-while.ts";

/** When a loop should take no more work, and when it should give back what it has. */
export interface Stopping {
  readonly soon: AbortSignal;
  readonly now: AbortSignal;
}

/** Looks for work and does it until it is to stop. `ready` is called once, when the first look succeeded. */
export async function workLoop(services: Services, { soon, now }: Stopping, ready: () => void): Promise<void> {
  const { parts, config, log } = services;
  let failures = 0;
  let isReady = false;
  while (!soon.aborted) {
    try {
      const work = await parts.findWork(services);
      if (!isReady) ready();
      isReady = true;
      const restMs = work ? await sweepWhile(services, parts.doWork(services, work, now)) : config.pollMs;
      failures = 0;
      if (restMs > 0) await sleep(restMs, soon);
    } catch (error) {
      failures += 1;
      if (!soon.aborted) log.warn({ error: messageOf(error), failures }, "work has to wait");
      await sleep(backoffMs(failures), soon);
    }
  }
}
