import { interruptedSql } from "../recovery/find-interrupted.ts";
import type { Services } from "../services.ts";

/** Something that a worker may try to claim. */
export interface Work {
  readonly kind: "stale" | "recovery" | "finalization" | "merge" | "chunk" | "cut";
  readonly job: string;
}

// One statement for all kinds of work: an idle worker asks it again and again.
const waiting = {
  name: "find-work",
  text: `select kind, job from (${interruptedSql}
  union all
  (select 3, 'finalization', id from jobs where status = 'merging' and merged and owner is null and not_before <= now() order by created_at limit 1)
  union all
  (select 4, 'merge', id from jobs j where status = 'processing' and owner is null and not_before <= now()
    and not exists (select from chunks where job = j.id and status <> 'completed') order by created_at limit 1)
  union all
  (select 5, 'chunk', id from jobs j where status = 'processing'
    and exists (select from chunks where job = j.id and status in ('pending', 'failed') and not_before <= now())
    and (concurrency is null or concurrency > (select count(*) from chunks where job = j.id and status = 'processing'))
    order by created_at limit 1)
  union all
  (select 6, 'cut', id from jobs where status = 'pending' and not_before <= now() order by created_at limit 1)
) as work order by rank limit 1`,
};

/** Looks for work; undefined when there is none. */
export async function findWork({ database, config }: Services): Promise<Work | undefined> {
  const [work] = await database.query<Work>(waiting, [config.leaseMs / 1000]);
  return work;
}
