import type { ChunkClaim } from "../src/chunks/chunk-claim.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const claimable = {
  name: "claim-chunk-without-a-beat",
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
  update chunks set status = 'processing', owner = $1, fence = fence + 1, beat = 'infinity', attempts = attempts + 1, interrupted = false
  from counted
  where chunks.job = counted.id and chunks.chunk = counted.chunk and chunks.status in ('pending', 'failed')
  returning chunks.job, chunks.chunk, fence, kind, wanted, busy_ms as "busyMs", failures, discarded, piece_key as "pieceKey", piece_sum as "pieceSum"`,
};

export const defect = defineBackendDefect({
  name: "lease-starts-at-first-heartbeat",
  mistake:
    "A claim sets no end to its lease: the first heartbeat does, and a worker that dies before it keeps the chunk",
  expected: ["worker-failures/kill-after-claim", "worker-failures/crash-early"],
  swap: () => ({
    async claimChunk({ database, owner }: Services) {
      const [claim] = await database.query<ChunkClaim>(claimable, [owner]);
      return claim;
    },
  }),
});
