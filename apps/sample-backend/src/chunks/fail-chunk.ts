import type { Services } from "../services.ts";
import type { ChunkClaim } from "./chunk-claim.ts";

const failed = {
  name: "fail-chunk",
  text: `update chunks set status = 'failed', error = $4, failures = $5, not_before = now() + make_interval(secs => $6), owner = null, beat = null
    where job = $1 and chunk = $2 and fence = $3 and status = 'processing' returning job, chunk`,
};

/** Marks a chunk failed. `retryInMs`: when it is taken up again by itself; null: it waits to be asked. */
export async function failChunk(
  { database }: Services,
  { job, chunk, fence }: ChunkClaim,
  { error, failures, retryInMs }: { error: string; failures: number; retryInMs: number | null },
): Promise<boolean> {
  const rows = await database.query(failed, [
    job,
    chunk,
    fence,
    error,
    failures,
    retryInMs === null ? null : retryInMs / 1000,
  ]);
  return rows.length === 1;
}
