import { Failure } from "../failure.ts";
import { persist } from "../persist.ts";
import type { Services } from "../services.ts";
import type { ChunkClaim } from "./chunk-claim.ts";
import { compute } from "./compute.ts";

/** Brings a claimed chunk to its end: completed, given back, or failed. Resolves with how long this worker should rest, ms. */
export async function workChunk(services: Services, claim: ChunkClaim, stop: AbortSignal): Promise<number> {
  const { parts } = services;
  using lease = parts.keepChunk(services, claim);
  const signal = AbortSignal.any([stop, lease.lost]);
  try {
    let result = await parts.findStoredResult(services, claim, signal);
    if (!result) {
      const piece = await parts.readPiece(services, claim, signal);
      const pages = await parts.callUpstream(services, claim, piece, signal);
      compute(claim.busyMs);
      await lease.verify();
      signal.throwIfAborted();
      result = await parts.storeResult(services, claim, pages, signal);
    }
    const stored = result;
    await persist(() => parts.completeChunk(services, claim, stored), stop);
    return 0;
  } catch (error) {
    const failure = lease.lost.aborted
      ? new Failure("lost", "the lease has gone to somebody else", { cause: error })
      : error;
    return parts.settleChunk(services, claim, failure, stop);
  }
}
