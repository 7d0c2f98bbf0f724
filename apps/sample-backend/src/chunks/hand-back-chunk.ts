import type { Services } from "../services.ts";
import type { ChunkClaim } from "./chunk-claim.ts";

const handedBack = {
  name: "hand-back-chunk",
  text: `update chunks set status = 'pending', error = $4, failures = $5, not_before = now() + make_interval(secs => $6), owner = null, beat = null
    where job = $1 and chunk = $2 and fence = $3 and status = 'processing' returning job, chunk`,
};

/** Gives a chunk back, to be claimed by anybody after `retryInMs`. */
export async function handBackChunk(
  { database }: Services,
  { job, chunk, fence }: ChunkClaim,
  { error, failures, retryInMs }: { error: string | null; failures: number; retryInMs: number },
): Promise<void> {
  await database.query(handedBack, [job, chunk, fence, error, failures, retryInMs / 1000]);
}
