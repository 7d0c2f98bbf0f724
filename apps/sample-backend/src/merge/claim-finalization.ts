import type { Services } from "../services.ts";
import type { MergeClaim } from "./merge-claim.ts";

const claimed = {
  name: "claim-finalization",
  text: `with finalizable as (
    select id from jobs where id = $1 and status = 'merging' and merged and owner is null and not_before <= now() for update skip locked
  )
  update jobs set owner = $2, fence = fence + 1, beat = now()
  from finalizable where jobs.id = finalizable.id
  returning jobs.id as job, fence, total`,
};

/** Takes the finalization of a job that has been merged; undefined when somebody else has it. */
export async function claimFinalization({ database, owner }: Services, job: string): Promise<MergeClaim | undefined> {
  const [claim] = await database.query<MergeClaim>(claimed, [job, owner]);
  return claim;
}
