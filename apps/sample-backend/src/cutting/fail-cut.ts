import type { Services } from "../services.ts";
import type { CutClaim } from "./claim-cut.ts";

const failed = {
  name: "fail-cut",
  text: `update jobs set status = 'pending', cut_failures = cut_failures + 1, error = $3, owner = null, beat = null, not_before = now() + make_interval(secs => $4)
    where id = $1 and fence = $2 and status = 'cutting' returning id`,
};

/** Counts a failed run of the cutter; the job is cut again after `retryInMs`. */
export async function failCut(
  { database }: Services,
  { job, fence }: CutClaim,
  error: string,
  retryInMs: number,
): Promise<void> {
  await database.query(failed, [job, fence, error, retryInMs / 1000]);
}
