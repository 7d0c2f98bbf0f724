import { backoffMs } from "../backoff.ts";
import { kindOf, messageOf } from "../failure.ts";
import { persist } from "../persist.ts";
import type { Services } from "../services.ts";
import type { JobClaim } from "./job-claim.ts";

/** Does with a phase of a job what the failure of it asks for: fails the job, gives the phase back, or nothing. */
export async function settleJob(
  services: Services,
  claim: JobClaim,
  error: unknown,
  { lost, stop }: { lost: boolean; stop: AbortSignal },
): Promise<void> {
  const { parts, log } = services;
  const { job } = claim;
  const kind = lost ? "lost" : kindOf(error);
  if (kind === "lost") return log.info({ job }, "job lost to another worker");
  if (stop.aborted) return parts.handBackJob(services, claim, 0);
  if (kind === "hopeless") return persist(() => parts.failJob(services, job, messageOf(error)), stop);
  log.warn({ job, error: messageOf(error) }, "job waits for what it stands on");
  await persist(() => parts.handBackJob(services, claim, backoffMs(2)), stop);
}
