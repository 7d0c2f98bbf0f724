import type { Services } from "../services.ts";

/** Work that a dead worker has left: chunks to be taken from it, or a job to be recovered. */
export interface Interrupted {
  readonly kind: "stale" | "recovery";
  readonly job: string;
}

/** Where stale chunks, and jobs that may be recovered without being asked, are found. $1 is the lease in seconds. */
export const interruptedSql = `
  (select 1 as rank, 'stale' as kind, job from chunks where status = 'processing' and beat < now() - make_interval(secs => $1) limit 1)
  union all
  (select 2, 'recovery', id from jobs j
    where (auto_recover or resume) and status in ('cutting', 'processing', 'merging')
      and (recovery_owner is null or recovery_beat < now() - make_interval(secs => $1))
      and ((owner is not null and beat < now() - make_interval(secs => $1))
        or exists (select from chunks where job = j.id and status = 'failed' and interrupted))
    order by created_at limit 1)`;

const interrupted = {
  name: "find-interrupted",
  text: `select kind, job from (${interruptedSql}) as interrupted order by rank limit 1`,
};

/** Finds work that was interrupted; undefined when there is none. */
export async function findInterrupted({ database, config }: Services): Promise<Interrupted | undefined> {
  const [found] = await database.query<Interrupted>(interrupted, [config.leaseMs / 1000]);
  return found;
}
