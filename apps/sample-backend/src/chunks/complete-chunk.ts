import { Failure } from "../failure.ts";
import type { Services } from "../services.ts";
import type { ChunkClaim } from "./chunk-claim.ts";
import type { StoredResult } from "./stored-result.ts";

// Doing it again after an answer that was lost changes nothing and says so.
const completed = {
  name: "complete-chunk",
  text: `update chunks set status = 'completed', result_key = $4, result_sum = $5, error = null, owner = null, beat = null, not_before = null
    where job = $1 and chunk = $2 and fence = $3 and (status = 'processing' or (status = 'completed' and result_key = $4)) returning chunk`,
};

/** Marks a chunk completed; rejects with a `Failure` of kind `lost` when it has gone to somebody else. */
export async function completeChunk(
  { database }: Services,
  { job, chunk, fence }: ChunkClaim,
  { key, sum }: StoredResult,
): Promise<void> {
  const rows = await database.query(completed, [job, chunk, fence, key, sum]);
  if (rows.length === 0) throw new Failure("lost", "the lease has gone to somebody else");
}
