import type { Services } from "../services.ts";

// The row of the job is what makes a recovery exclusive, among all replicas and whoever asks.
const claimed = {
  name: "claim-recovery",
  text: `with recoverable as (
    select id from jobs j where id = $1 and status in ('cutting', 'processing', 'merging')
      and (recovery_owner is null or recovery_beat < now() - make_interval(secs => $3))
      and ((owner is not null and beat < now() - make_interval(secs => $3))
        or exists (select from chunks where job = j.id and status = 'failed' and interrupted))
    for update skip locked
  )
  update jobs set recovery_owner = $2, recovery_beat = now(), recovering = true, resume = false
  from recoverable where jobs.id = recoverable.id
  returning jobs.id as job`,
};

/** Takes on the recovery of a job that was interrupted; false when it was not, or when somebody else recovers it. */
export async function claimRecovery({ database, config }: Services, job: string, id: string): Promise<boolean> {
  const rows = await database.query(claimed, [job, id, config.leaseMs / 1000]);
  return rows.length === 1;
}
