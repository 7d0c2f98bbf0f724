import { backoffMs } from "../backoff.ts";
import { kindOf, messageOf } from "../failure.ts";
import { settleJob } from "../jobs/settle-job.ts";
import type { Services } from "../services.ts";
import type { CutClaim } from "./claim-cut.ts";

/** Cuts a claimed job into its chunks. */
export async function cutJob(services: Services, claim: CutClaim, stop: AbortSignal): Promise<void> {
  const { parts, config } = services;
  using lease = parts.keepJob(services, claim);
  const signal = AbortSignal.any([stop, lease.lost]);
  try {
    const pieces = await parts.cutSource(services, claim, signal);
    await lease.verify();
    const stored = await parts.storePieces(services, claim.job, pieces, signal);
    await parts.planChunks(services, claim, stored);
  } catch (error) {
    if (kindOf(error) !== "refused" || lease.lost.aborted || stop.aborted)
      return settleJob(services, claim, error, { lost: lease.lost.aborted, stop });
    const spent = claim.failures + 1;
    services.log.warn({ job: claim.job, error: messageOf(error), failures: spent }, "cutting failed");
    if (spent >= config.cutAttempts) await parts.failJob(services, claim.job, messageOf(error));
    else await parts.failCut(services, claim, messageOf(error), backoffMs(spent));
  }
}
