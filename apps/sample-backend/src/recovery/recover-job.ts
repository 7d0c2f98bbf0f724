import { randomId } from "../random.ts";
import type { Services } from "../services.ts";

/** Recovers a job that was interrupted, unless there is nothing to do or somebody else is at it. */
export async function recoverJob(services: Services, job: string): Promise<boolean> {
  const { parts, log } = services;
  const id = randomId();
  await parts.failStaleChunks(services, job);
  if (!(await parts.claimRecovery(services, job, id))) return false;
  log.info({ job }, "recovery started");
  await parts.publishEvent(services, { type: "recovery.started", job });
  const resumed = await parts.resumeJob(services, job, id);
  if (resumed === undefined) return false;
  await parts.publishEvent(services, { type: "recovery.resumed", job, resumed });
  return true;
}
