import type { ChunkClaim } from "../src/chunks/chunk-claim.ts";
import type { StoredResult } from "../src/chunks/stored-result.ts";
import { kindOf } from "../src/failure.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const current = { name: "current-fence", text: "select fence from chunks where job = $1 and chunk = $2" };
const completed = {
  name: "complete-under-fence",
  text: `update chunks set status = 'completed', result_key = $4, result_sum = $5, error = null, owner = null, beat = null, not_before = null
    where job = $1 and chunk = $2 and fence = $3 returning chunk`,
};

export const defect = defineBackendDefect({
  name: "completion-retried-blindly",
  mistake: "A completion that meets a newer fence reads that fence and tries again with it",
  expected: ["worker-failures/partitioned-worker"],
  swap: (sound) => ({
    async completeChunk(services: Services, claim: ChunkClaim, result: StoredResult) {
      const { database } = services;
      const { job, chunk } = claim;
      try {
        await sound.completeChunk(services, claim, result);
      } catch (error) {
        if (kindOf(error) !== "lost") throw error;
        const [row] = await database.query<{ fence: number }>(current, [job, chunk]);
        await database.query(completed, [job, chunk, row?.fence, result.key, result.sum]);
      }
    },
  }),
});
