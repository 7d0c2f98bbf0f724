import type { Services } from "../services.ts";
import type { MergeClaim } from "./merge-claim.ts";

const done = {
  name: "mark-done",
  text: `with ending as (select id, recovering from jobs where id = $1 and fence = $2 and status = 'merging' and merged for update)
    update jobs set status = 'done', error = null, owner = null, beat = null, recovering = false, recovery_owner = null, recovery_beat = null, resume = false
    from ending where jobs.id = ending.id returning ending.recovering as recovered`,
};

/** Marks a job done; resolves with whether it had been recovered, or undefined when somebody else ends it. */
export async function markDone(
  { database }: Services,
  { job, fence }: MergeClaim,
): Promise<{ recovered: boolean } | undefined> {
  const [row] = await database.query<{ recovered: boolean }>(done, [job, fence]);
  return row;
}
