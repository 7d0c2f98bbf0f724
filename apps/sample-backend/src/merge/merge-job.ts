import { settleJob } from "../jobs/settle-job.ts";
import type { Services } from "../services.ts";
import type { MergeClaim } from "./merge-claim.ts";

/** Merges a claimed job and finalizes it. A COMMIT without an answer is not repeated: the next claim looks whether it took place. */
export async function mergeJob(services: Services, claim: MergeClaim, stop: AbortSignal): Promise<void> {
  const { parts } = services;
  using lease = parts.keepJob(services, claim);
  const signal = AbortSignal.any([stop, lease.lost]);
  try {
    const { chunks, broken } = await parts.readResults(services, claim.job, signal);
    if (broken.length > 0) return await parts.redoChunks(services, claim, broken);
    await lease.verify();
    // The transaction locks the row of the job: a heartbeat would wait for it.
    lease[Symbol.dispose]();
    await parts.writeBoxes(services, claim, parts.numberPages(chunks));
  } catch (error) {
    return settleJob(services, claim, error, { lost: lease.lost.aborted, stop });
  }
  await parts.finalizeJob(services, claim, stop);
}
