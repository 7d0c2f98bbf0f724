import type { ChunkClaim } from "../src/chunks/chunk-claim.ts";
import { later } from "../src/clock.ts";
import type { Lease } from "../src/leases/lease.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const heartbeat = {
  name: "heartbeat-without-end",
  text: "update chunks set beat = now() where job = $1 and chunk = $2 returning chunk",
};

export const defect = defineBackendDefect({
  name: "heartbeat-outlives-the-work",
  mistake: "The timer of the heartbeats is not stopped with the work, and beats for the chunk whoever has it",
  expected: ["worker-failures/stalled-worker-is-fenced", "worker-failures/partitioned-worker"],
  swap: () => ({
    keepChunk({ config, database }: Services, { job, chunk }: ChunkClaim): Lease {
      const beat = async (): Promise<void> => {
        const rows = await database.query(heartbeat, [job, chunk]);
        if (rows.length > 0) again();
      };
      const again = (): void => {
        later(config.heartbeatMs, () => void beat().catch(() => {}));
      };
      again();
      return { lost: new AbortController().signal, async verify() {}, [Symbol.dispose]() {} };
    },
  }),
});
