import type pg from "pg";
import type { ChunkClaim } from "../src/chunks/chunk-claim.ts";
import type { StoredResult } from "../src/chunks/stored-result.ts";
import { Failure } from "../src/failure.ts";
import { countChunks } from "../src/jobs/count-chunks.ts";
import type { JobStatus } from "../src/jobs/schemas.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

// Until a job is merged its number of boxes is not known: so long the column counts the chunks under way.
const claimable = {
  name: "claim-and-count",
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
    update jobs set claims = jobs.claims + 1, boxes = jobs.boxes + 1 from claimable
    where jobs.id = claimable.id and jobs.claims = claimable.claims and jobs.status = 'processing'
    returning claimable.*
  )
  update chunks set status = 'processing', owner = $1, fence = fence + 1, beat = now(), attempts = attempts + 1, interrupted = false
  from counted
  where chunks.job = counted.id and chunks.chunk = counted.chunk and chunks.status in ('pending', 'failed')
  returning chunks.job, chunks.chunk, fence, kind, wanted, busy_ms as "busyMs", failures, discarded, piece_key as "pieceKey", piece_sum as "pieceSum"`,
};
const completed = {
  name: "complete-and-count",
  text: `update chunks set status = 'completed', result_key = $4, result_sum = $5, error = null, owner = null, beat = null, not_before = null
    where job = $1 and chunk = $2 and fence = $3 and status = 'processing' returning chunk`,
};
const counted = { name: "count-down", text: "update jobs set boxes = boxes - 1 where id = $1" };
const status = {
  name: "job-status-by-counter",
  text: `select j.id as job, j.status, j.error, j.total, j.boxes,
      coalesce((select json_agg(json_build_object('chunk', c.chunk, 'status', c.status, 'attempts', c.attempts, 'error', c.error,
        'stale', c.status = 'processing' and c.beat < now() - make_interval(secs => $2)) order by c.chunk) from chunks c where c.job = j.id), '[]') as chunks
    from jobs j where j.id = $1`,
};

export const defect = defineBackendDefect({
  name: "counts-kept-beside",
  mistake:
    "How many chunks are under way is counted up and down beside their rows, and nobody counts down for a dead worker",
  expected: ["worker-failures/state-queryable-after-any-failure", "worker-failures/kill-mid-chunk"],
  swap: (sound) => ({
    async claimChunk({ database, owner }: Services) {
      const [claim] = await database.query<ChunkClaim>(claimable, [owner]);
      return claim;
    },
    async completeChunk({ database, parts }: Services, { job, chunk, fence }: ChunkClaim, { key, sum }: StoredResult) {
      await parts.inTransaction(database, async (client: pg.PoolClient) => {
        const { rows } = await client.query({ ...completed, values: [job, chunk, fence, key, sum] });
        if (rows.length === 0) throw new Failure("lost", "the lease has gone to somebody else");
        await client.query({ ...counted, values: [job] });
      });
    },
    async failChunk(services: Services, claim: ChunkClaim, why: Parameters<typeof sound.failChunk>[2]) {
      const isOurs = await sound.failChunk(services, claim, why);
      if (isOurs) await services.database.query(counted, [claim.job]);
      return isOurs;
    },
    async readStatus({ database, config }: Services, job: string) {
      const [row] = await database.read<Omit<JobStatus, "counts"> & { boxes: number }>(status, [
        job,
        config.leaseMs / 1000,
      ]);
      if (!row) return undefined;
      const { boxes, ...rest } = row;
      const counts = countChunks(rest.chunks);
      return { ...rest, counts: rest.status === "processing" ? { ...counts, processing: boxes } : counts };
    },
  }),
});
