import { settleJob } from "../jobs/settle-job.ts";
import type { Services } from "../services.ts";
import type { MergeClaim } from "./merge-claim.ts";

/** Ends a merged job: cleans up after it, marks it done and tells it. */
export async function finalizeJob(services: Services, claim: MergeClaim, stop: AbortSignal): Promise<void> {
  const { parts } = services;
  const { job, total } = claim;
  using lease = parts.keepJob(services, claim);
  let ended: { recovered: boolean } | undefined;
  try {
    await parts.cleanUp(services, claim, AbortSignal.any([stop, lease.lost]));
    await lease.verify();
    ended = await parts.markDone(services, claim);
  } catch (error) {
    return settleJob(services, claim, error, { lost: lease.lost.aborted, stop });
  }
  if (!ended) return;
  if (ended.recovered) await parts.publishEvent(services, { type: "recovery.completed", job, total });
  await parts.publishEvent(services, { type: "job.completed", job, total });
}
