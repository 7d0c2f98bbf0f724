import { backoffMs } from "../backoff.ts";
import { type Failure, kindOf, messageOf } from "../failure.ts";
import { persist } from "../persist.ts";
import type { Services } from "../services.ts";
import type { ChunkClaim } from "./chunk-claim.ts";

/** Does with a chunk what its failure asks for. Resolves with how long this worker should rest, ms. */
export async function settleChunk(
  services: Services,
  claim: ChunkClaim,
  error: unknown,
  stop: AbortSignal,
): Promise<number> {
  const { parts, log, config } = services;
  const { job, chunk, failures } = claim;
  const message = messageOf(error);
  const kind = kindOf(error);
  if (kind === "lost") {
    log.info({ job, chunk }, "chunk lost to another worker");
    return 0;
  }
  if (stop.aborted) {
    await parts.handBackChunk(services, claim, { error: null, failures, retryInMs: 0 });
    return 0;
  }
  if (kind === "unavailable") {
    log.warn({ job, chunk, error: message }, "chunk waits for what it stands on");
    const retryInMs = config.pollMs + backoffMs(3);
    await persist(() => parts.failChunk(services, claim, { error: message, failures, retryInMs }), stop);
    return retryInMs;
  }
  const spent = failures + 1;
  if (kind === "refused" && parts.mayRetry(spent, config.chunkAttempts)) {
    log.warn({ job, chunk, error: message, failures: spent }, "upstream failed, trying again");
    const retryInMs = (error as Failure).retryAfterMs ?? backoffMs(spent, { firstMs: 30 });
    await persist(() => parts.handBackChunk(services, claim, { error: message, failures: spent, retryInMs }), stop);
    // The others go first: it may be only this worker that cannot reach the upstream.
    return retryInMs * 2;
  }
  log.error({ job, chunk, error: message, failures: spent }, "chunk failed");
  if (await persist(() => parts.failChunk(services, claim, { error: message, failures: spent, retryInMs: null }), stop))
    await persist(() => parts.failJob(services, job, `chunk ${chunk}: ${message}`), stop);
  return 0;
}
