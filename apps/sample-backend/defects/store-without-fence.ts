import type { ChunkClaim } from "../src/chunks/chunk-claim.ts";
import type { StoredResult } from "../src/chunks/stored-result.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";
import { neverLost } from "./leases/never-lost.ts";

const heartbeat = {
  name: "blind-heartbeat",
  text: "update chunks set beat = now() where job = $1 and chunk = $2 and fence = $3 and status = 'processing' returning chunk",
};
const completed = {
  name: "complete-any-chunk",
  text: `update chunks set status = 'completed', result_key = $3, result_sum = $4, error = null, owner = null, beat = null, not_before = null
    where job = $1 and chunk = $2 returning chunk`,
};

export const defect = defineBackendDefect({
  name: "store-without-fence",
  mistake: "Nobody asks whether the lease is still held: a completion names the job and the chunk, and that is all",
  expected: ["worker-failures/stalled-worker-is-fenced", "worker-failures/partitioned-worker"],
  swap: () => ({
    keepChunk: ({ config, database }: Services, { job, chunk, fence }: ChunkClaim) =>
      neverLost(config.heartbeatMs, () => database.query(heartbeat, [job, chunk, fence])),
    async completeChunk({ database }: Services, { job, chunk }: ChunkClaim, { key, sum }: StoredResult) {
      await database.query(completed, [job, chunk, key, sum]);
    },
  }),
});
