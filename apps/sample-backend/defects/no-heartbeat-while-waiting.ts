import type { ChunkClaim } from "../src/chunks/chunk-claim.ts";
import { Failure } from "../src/failure.ts";
import type { Lease } from "../src/leases/lease.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const heartbeat = {
  name: "step-heartbeat",
  text: "update chunks set beat = now() where job = $1 and chunk = $2 and fence = $3 and status = 'processing' returning chunk",
};

export const defect = defineBackendDefect({
  name: "no-heartbeat-while-waiting",
  mistake: "A worker heartbeats between the steps of a chunk, and so not while it waits for the upstream",
  expected: ["worker-failures/slow-is-not-dead", "worker-failures/stale-chunk-detected"],
  swap: () => ({
    keepChunk({ database }: Services, { job, chunk, fence }: ChunkClaim): Lease {
      const lost = new AbortController();
      return {
        lost: lost.signal,
        async verify() {
          const rows = await database.query(heartbeat, [job, chunk, fence]);
          if (rows.length === 1) return;
          lost.abort();
          throw new Failure("lost", "the lease has gone to somebody else");
        },
        [Symbol.dispose]() {},
      };
    },
  }),
});
