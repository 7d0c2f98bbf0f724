import type { Services } from "../services.ts";
import type { MergeClaim } from "./merge-claim.ts";

const redone = {
  name: "redo-chunks",
  text: `with reopened as (
    update jobs set status = 'processing', owner = null, beat = null where id = $1 and fence = $2 and status = 'merging' returning id
  )
  update chunks set status = 'pending', error = 'its result was gone or damaged', discarded = fence, result_key = null, result_sum = null, failures = 0, not_before = now()
  from reopened where chunks.job = reopened.id and chunks.chunk = any($3::integer[])
  returning chunks.job, chunks.chunk`,
};

/** Sends chunks whose result is gone or damaged through the upstream again, instead of merging. */
export async function redoChunks(
  { database, log }: Services,
  { job, fence }: MergeClaim,
  chunks: readonly number[],
): Promise<void> {
  log.warn({ job, chunks }, "results are gone or damaged, doing their chunks again");
  await database.query(redone, [job, fence, chunks]);
}
