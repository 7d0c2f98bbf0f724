import { keepLease } from "../leases/keep-lease.ts";
import type { Lease } from "../leases/lease.ts";
import type { Services } from "../services.ts";
import type { ChunkClaim } from "./chunk-claim.ts";

const heartbeat = {
  name: "chunk-heartbeat",
  text: "update chunks set beat = now() where job = $1 and chunk = $2 and fence = $3 and status = 'processing' returning chunk",
};

/** Heartbeats for a chunk as long as it is worked on. */
export const keepChunk = ({ config, database }: Services, { job, chunk, fence }: ChunkClaim): Lease =>
  keepLease(config, async () => (await database.query(heartbeat, [job, chunk, fence])).length === 1);
