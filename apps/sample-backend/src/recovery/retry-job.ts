import type { Services } from "../services.ts";

// `resume`: somebody may be dead without its lease having run out yet; the wish waits for that.
const retried = {
  name: "retry-job",
  text: `with wanted as (
    update jobs set error = null, cut_failures = 0, not_before = now(),
      resume = (owner is not null or exists (select from chunks where job = $1 and status = 'processing')),
      status = case when status <> 'failed' then status when total = 0 then 'pending' when merged then 'merging' else 'processing' end
    where id = $1 and status <> 'done' returning id
  )
  update chunks set status = 'pending', failures = 0, error = null, interrupted = false, not_before = now()
  from wanted where chunks.job = wanted.id and chunks.status in ('failed', 'pending')
  returning chunks.job, chunks.chunk`,
};

/** Sends the failed and pending chunks of a job on again; resolves with how many. Completed ones stay as they are. */
export async function retryJob({ database }: Services, job: string): Promise<number> {
  return (await database.query(retried, [job])).length;
}
