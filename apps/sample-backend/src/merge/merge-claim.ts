import type { JobClaim } from "../jobs/job-claim.ts";

/** The merge, or the finalization, of a job that a worker has. */
export interface MergeClaim extends JobClaim {
  readonly total: number;
}
