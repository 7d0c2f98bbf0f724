import type { ChunkClaim } from "../src/chunks/chunk-claim.ts";
import { compute } from "../src/chunks/compute.ts";
import type { StoredResult } from "../src/chunks/stored-result.ts";
import { Failure } from "../src/failure.ts";
import { persist } from "../src/persist.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const completed = {
  name: "complete-checked-chunk",
  text: `update chunks set status = 'completed', result_key = $3, result_sum = $4, error = null, owner = null, beat = null, not_before = null
    where job = $1 and chunk = $2 returning chunk`,
};

export const defect = defineBackendDefect({
  name: "fence-checked-before-the-work",
  mistake: "The lease is checked when the upstream has answered, and not again after the computing that follows",
  expected: ["worker-failures/stalled-cpu-bound-worker"],
  swap: () => ({
    async workChunk(services: Services, claim: ChunkClaim, stop: AbortSignal) {
      const { parts } = services;
      using lease = parts.keepChunk(services, claim);
      const signal = AbortSignal.any([stop, lease.lost]);
      try {
        let result = await parts.findStoredResult(services, claim, signal);
        if (!result) {
          const piece = await parts.readPiece(services, claim, signal);
          const pages = await parts.callUpstream(services, claim, piece, signal);
          await lease.verify();
          compute(claim.busyMs);
          result = await parts.storeResult(services, claim, pages, stop);
        }
        const stored = result;
        await persist(() => parts.completeChunk(services, claim, stored), stop);
        return 0;
      } catch (error) {
        const failure = lease.lost.aborted
          ? new Failure("lost", "the lease has gone to somebody else", { cause: error })
          : error;
        return parts.settleChunk(services, claim, failure, stop);
      }
    },
    async completeChunk({ database }: Services, { job, chunk }: ChunkClaim, { key, sum }: StoredResult) {
      await database.query(completed, [job, chunk, key, sum]);
    },
  }),
});
