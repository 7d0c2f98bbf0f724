import type { Services } from "../services.ts";

const failed = {
  name: "fail-stale-chunks",
  text: `with stale as (
    select job, chunk from chunks
    where status = 'processing' and beat < now() - make_interval(secs => $1) and ($2::uuid is null or job = $2)
    order by job, chunk limit 1 for update skip locked
  )
  update chunks set status = 'failed', error = 'its worker stopped heartbeating', interrupted = true, owner = null, beat = null, not_before = null, fence = fence + 1
  from stale where chunks.job = stale.job and chunks.chunk = stale.chunk
  returning chunks.job, chunks.chunk`,
};

/** Takes chunks from workers whose lease has run out, by the clock of the database: those of one job, or all. */
export async function failStaleChunks({ database, config, log }: Services, job: string | null = null): Promise<void> {
  for (;;) {
    const [taken] = await database.query<{ job: string; chunk: number }>(failed, [config.leaseMs / 1000, job]);
    if (!taken) return;
    log.warn(taken, "chunk is stale, its worker is gone");
  }
}
