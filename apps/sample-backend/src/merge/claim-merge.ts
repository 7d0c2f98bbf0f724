import type { Services } from "../services.ts";
import type { MergeClaim } from "./merge-claim.ts";

const claimed = {
  name: "claim-merge",
  text: `with mergeable as (
    select id from jobs where id = $1 and status = 'processing' and owner is null and not_before <= now()
      and not exists (select from chunks where job = $1 and status <> 'completed')
    for update skip locked
  )
  update jobs set status = 'merging', owner = $2, fence = fence + 1, beat = now()
  from mergeable where jobs.id = mergeable.id
  returning jobs.id as job, fence, total`,
};

/** Takes the merge of a job whose chunks are all completed; undefined when somebody else has it. */
export async function claimMerge({ database, owner }: Services, job: string): Promise<MergeClaim | undefined> {
  const [claim] = await database.query<MergeClaim>(claimed, [job, owner]);
  return claim;
}
