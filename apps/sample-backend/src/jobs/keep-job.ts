import { keepLease } from "../leases/keep-lease.ts";
import type { Lease } from "../leases/lease.ts";
import type { Services } from "../services.ts";
import type { JobClaim } from "./job-claim.ts";

const heartbeat = {
  name: "job-heartbeat",
  text: "update jobs set beat = now() where id = $1 and fence = $2 and owner is not null returning id",
};

/** Heartbeats for a phase of a job as long as it is worked on. */
export const keepJob = ({ config, database }: Services, { job, fence }: JobClaim): Lease =>
  keepLease(config, async () => (await database.query(heartbeat, [job, fence])).length === 1);
