import type { ChunkClaim } from "../src/chunks/chunk-claim.ts";
import { removeTemporary } from "../src/cutting/remove-temporary.ts";
import type { MergeClaim } from "../src/merge/merge-claim.ts";
import { randomId } from "../src/random.ts";
import type { Services } from "../src/services.ts";
import { piecesPrefix, resultsPrefix } from "../src/store/keys.ts";
import type { Page } from "../src/upstreams/upstreams.ts";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "random-keys",
  mistake:
    "Each try of a chunk stores its result under a new random key; what an earlier try has stored nobody knows any more",
  expected: ["worker-failures/no-orphans-after-recovery"],
  swap: () => ({
    findStoredResult: async () => undefined,
    async storeResult({ store }: Services, { job, chunk }: ChunkClaim, pages: readonly Page[], signal: AbortSignal) {
      const key = `${resultsPrefix(job)}${chunk}-${randomId()}`;
      const sum = await store.put(key, Buffer.from(JSON.stringify({ job, chunk, pages })), signal);
      return { key, sum };
    },
    async cleanUp({ store, config }: Services, { job }: MergeClaim, signal: AbortSignal) {
      await store.deleteAll(piecesPrefix(job), signal);
      await removeTemporary(config.tmpDir, job);
    },
  }),
});
