import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const failed = {
  name: "fail-stale-jobs",
  text: `with stale as (
    select job, chunk from chunks
    where status = 'processing' and beat < now() - make_interval(secs => $1) and ($2::uuid is null or job = $2)
    for update skip locked
  ), reset as (
    update chunks set status = 'pending', discarded = fence, result_key = null, result_sum = null, not_before = now()
    from stale where chunks.job = stale.job and chunks.chunk <> stale.chunk and chunks.status in ('completed', 'failed')
  )
  update chunks set status = 'failed', error = 'its worker stopped heartbeating', interrupted = true, owner = null, beat = null, not_before = null, fence = fence + 1
  from stale where chunks.job = stale.job and chunks.chunk = stale.chunk
  returning chunks.job, chunks.chunk`,
};

export const defect = defineBackendDefect({
  name: "recovery-resets-the-job",
  mistake: "When one chunk is found stale the whole job is sent back to its beginning, completed chunks too",
  expected: ["worker-failures/kill-mid-chunk", "worker-failures/retry-only-unfinished", "worker-failures/crash-midway"],
  swap: () => ({
    async failStaleChunks({ database, config, log }: Services, job: string | null = null) {
      const rows = await database.query<{ job: string; chunk: number }>(failed, [config.leaseMs / 1000, job]);
      for (const row of rows) log.warn(row, "chunk is stale, starting its job over");
    },
  }),
});
