import type { Services } from "../services.ts";
import type { Work } from "./find-work.ts";

/** Claims the work that was found and does it; when somebody else was faster, nothing. Resolves with how long this worker should rest, ms. */
export async function doWork(services: Services, { kind, job }: Work, stop: AbortSignal): Promise<number> {
  const { parts } = services;
  if (kind === "stale") await parts.failStaleChunks(services);
  if (kind === "recovery") await parts.recoverJob(services, job);
  if (kind === "cut") {
    const claim = await parts.claimCut(services, job);
    if (claim) await parts.cutJob(services, claim, stop);
  }
  if (kind === "merge") {
    const claim = await parts.claimMerge(services, job);
    if (claim) await parts.mergeJob(services, claim, stop);
  }
  if (kind === "finalization") {
    const claim = await parts.claimFinalization(services, job);
    if (claim) await parts.finalizeJob(services, claim, stop);
  }
  if (kind === "chunk") {
    const claim = await parts.claimChunk(services);
    if (claim) return parts.workChunk(services, claim, stop);
  }
  return 0;
}
