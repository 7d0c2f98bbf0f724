import { sleep } from "../clock.ts";
import { messageOf } from "../failure.ts";
import type { Services } from "../services.ts";

/** Looks after work that others left behind, as long as `work` takes: a worker that is busy for long must not hide that another is dead. */
export async function sweepWhile<T>(services: Services, work: Promise<T>): Promise<T> {
  const { parts, config, log } = services;
  const done = new AbortController();
  const sweeping = (async () => {
    for (;;) {
      await sleep(Math.max(config.pollMs, config.leaseMs / 4), done.signal);
      if (done.signal.aborted) return;
      try {
        const found = await parts.findInterrupted(services);
        if (found?.kind === "stale") await parts.failStaleChunks(services);
        if (found?.kind === "recovery" || found?.kind === "stale") await recoverNext(services);
      } catch (error) {
        log.debug({ error: messageOf(error) }, "sweep failed");
      }
    }
  })();
  try {
    return await work;
  } finally {
    done.abort();
    await sweeping;
  }
}

async function recoverNext(services: Services): Promise<void> {
  const found = await services.parts.findInterrupted(services);
  if (found?.kind === "recovery") await services.parts.recoverJob(services, found.job);
}
