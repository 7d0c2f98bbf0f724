import type { JobClaim } from "../jobs/job-claim.ts";
import type { Services } from "../services.ts";

/** The cutting of a job that a worker has. */
export interface CutClaim extends JobClaim {
  readonly wanted: number;
  /** Runs of the cutter that have failed. */
  readonly failures: number;
}

const claimed = {
  name: "claim-cut",
  text: `with cuttable as (
    select id from jobs where id = $1 and status = 'pending' and not_before <= now() for update skip locked
  )
  update jobs set status = 'cutting', owner = $2, fence = fence + 1, beat = now()
  from cuttable where jobs.id = cuttable.id
  returning jobs.id as job, fence, wanted, cut_failures as failures`,
};

/** Takes the cutting of a job; undefined when somebody else has it. */
export async function claimCut({ database, owner }: Services, job: string): Promise<CutClaim | undefined> {
  const [claim] = await database.query<CutClaim>(claimed, [job, owner]);
  return claim;
}
