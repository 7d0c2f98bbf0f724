import type { Services } from "../services.ts";
import type { ChunkClaim } from "./chunk-claim.ts";

// One statement sees one snapshot, so two workers may both find room for one more chunk. The counter `claims` of the job
// tells the second that somebody else has claimed since it looked: it then gets nothing and asks again.
const claimable = {
  name: "claim-chunk",
  text: `with claimable as (
    select j.id, j.claims, j.kind, j.wanted, j.busy_ms, c.chunk
    from jobs j
    cross join lateral (
      select chunk from chunks where job = j.id and status in ('pending', 'failed') and not_before <= now() order by chunk limit 1
    ) c
    where j.status = 'processing'
      and (j.concurrency is null or j.concurrency > (select count(*) from chunks where job = j.id and status = 'processing'))
    order by j.created_at limit 1
  ), counted as (
    update jobs set claims = jobs.claims + 1 from claimable
    where jobs.id = claimable.id and jobs.claims = claimable.claims and jobs.status = 'processing'
    returning claimable.*
  )
  update chunks set status = 'processing', owner = $1, fence = fence + 1, beat = now(), attempts = attempts + 1, interrupted = false
  from counted
  where chunks.job = counted.id and chunks.chunk = counted.chunk and chunks.status in ('pending', 'failed')
  returning chunks.job, chunks.chunk, fence, kind, wanted, busy_ms, failures, discarded, piece_key, piece_sum`,
};

interface Row {
  readonly job: string;
  readonly chunk: number;
  readonly fence: number;
  readonly kind: ChunkClaim["kind"];
  readonly wanted: number;
  readonly busy_ms: number;
  readonly failures: number;
  readonly discarded: number;
  readonly piece_key: string;
  readonly piece_sum: string;
}

/** Takes the next chunk that may be worked on, within the job's bound of concurrency; undefined when there is none. */
export async function claimChunk({ database, owner }: Services): Promise<ChunkClaim | undefined> {
  const [row] = await database.query<Row>(claimable, [owner]);
  if (!row) return undefined;
  const { busy_ms: busyMs, piece_key: pieceKey, piece_sum: pieceSum, ...rest } = row;
  return { ...rest, busyMs, pieceKey, pieceSum };
}
