import type { Services } from "../services.ts";
import type { JobClaim } from "./job-claim.ts";

const handedBack = {
  name: "hand-back-job",
  text: `update jobs set owner = null, beat = null, not_before = now() + make_interval(secs => $3),
      status = case when status = 'cutting' then 'pending' when merged then status else 'processing' end
    where id = $1 and fence = $2 and owner is not null returning id`,
};

/** Gives a phase of a job back, to be claimed by anybody after `retryInMs`. */
export async function handBackJob({ database }: Services, { job, fence }: JobClaim, retryInMs: number): Promise<void> {
  await database.query(handedBack, [job, fence, retryInMs / 1000]);
}
