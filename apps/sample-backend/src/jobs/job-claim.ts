/** A phase of a job (cutting, merging, finalizing) that a worker has, until its lease runs out. */
export interface JobClaim {
  readonly job: string;
  readonly fence: number;
}
