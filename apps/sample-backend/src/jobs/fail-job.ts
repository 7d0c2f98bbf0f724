import type { Services } from "../services.ts";

const failed = {
  name: "fail-job",
  text: `with unfinished as (select id, recovering from jobs where id = $1 and status not in ('done', 'failed') for update)
    update jobs set status = 'failed', error = $2, owner = null, beat = null, recovering = false
    from unfinished where jobs.id = unfinished.id returning unfinished.recovering`,
};

/** Puts a job into its error state, and tells it. A job that has ended already is left alone. */
export async function failJob(services: Services, job: string, reason: string): Promise<void> {
  const { database, parts, log } = services;
  const [row] = await database.query<{ recovering: boolean }>(failed, [job, reason]);
  if (!row) return;
  log.error({ job, error: reason }, "job failed");
  if (row.recovering) await parts.publishEvent(services, { type: "recovery.failed", job, reason });
  await parts.publishEvent(services, { type: "job.failed", job, reason });
}
