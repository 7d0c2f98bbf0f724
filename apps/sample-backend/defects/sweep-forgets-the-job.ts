import { defineBackendDefect } from "./backend-defect.ts";

const failed = {
  name: "fail-stale-chunks",
  text: `with stale as (
    select job, chunk from chunks
    where status = 'processing' and beat < now() - make_interval(secs => $1) and ($2::uuid is null or job = $2)
    for update skip locked
  )
  update chunks set status = 'failed', error = 'its worker stopped heartbeating', interrupted = true, owner = null, beat = null, not_before = null, fence = fence + 1
  from stale where chunks.chunk = stale.chunk
  returning chunks.job, chunks.chunk`,
};

export const defect = defineBackendDefect({
  name: "sweep-forgets-the-job",
  mistake:
    "The sweep names the stale chunk by its number and forgets the job: the chunk of that number in every other job fails, too",
  expected: ["worker-failures/killed-in-second-job", "worker-failures/recovery-is-bounded"],
  swap: () => ({
    async failStaleChunks({ database, config, log }, job = null) {
      const rows = await database.query<{ job: string; chunk: number }>(failed, [config.leaseMs / 1000, job]);
      for (const row of rows) log.warn(row, "chunk is stale, its worker is gone");
    },
  }),
});
