import { checksum } from "../src/checksum.ts";
import type { ChunkClaim } from "../src/chunks/chunk-claim.ts";
import { compute } from "../src/chunks/compute.ts";
import { sleep } from "../src/clock.ts";
import { Failure } from "../src/failure.ts";
import { persist } from "../src/persist.ts";
import type { Services } from "../src/services.ts";
import { resultKey } from "../src/store/keys.ts";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "status-before-result",
  mistake: "A chunk is marked completed before its result is stored, because the row is the faster write",
  expected: ["worker-failures/progress-is-truthful", "worker-failures/crash-midway"],
  swap: (sound) => ({
    async workChunk(services: Services, claim: ChunkClaim, stop: AbortSignal) {
      const { parts } = services;
      const { job, chunk, fence } = claim;
      using lease = parts.keepChunk(services, claim);
      const signal = AbortSignal.any([stop, lease.lost]);
      try {
        const piece = await parts.readPiece(services, claim, signal);
        const pages = await parts.callUpstream(services, claim, piece, signal);
        compute(claim.busyMs);
        await lease.verify();
        const stored = {
          key: resultKey(job, chunk, fence),
          sum: checksum(Buffer.from(JSON.stringify({ job, chunk, pages }))),
        };
        await persist(() => parts.completeChunk(services, claim, stored), stop);
        await persist(() => parts.storeResult(services, claim, pages, stop), stop);
        return 0;
      } catch (error) {
        const failure = lease.lost.aborted
          ? new Failure("lost", "the lease has gone to somebody else", { cause: error })
          : error;
        return parts.settleChunk(services, claim, failure, stop);
      }
    },
    // The last result may be on its way when the merge begins.
    async readResults(services: Services, job: string, signal: AbortSignal) {
      let results = await sound.readResults(services, job, signal);
      for (let tries = 1; results.broken.length > 0 && tries <= 5; tries++) {
        await sleep(services.config.heartbeatMs / 2, signal);
        results = await sound.readResults(services, job, signal);
      }
      return results;
    },
  }),
});
