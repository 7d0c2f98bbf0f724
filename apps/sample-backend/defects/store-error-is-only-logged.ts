import { checksum } from "../src/checksum.ts";
import { messageOf } from "../src/failure.ts";
import { resultKey } from "../src/store/keys.ts";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "store-error-is-only-logged",
  mistake: "A result that could not be written is logged, and its chunk marked completed all the same",
  expected: ["worker-failures/storage-unwritable"],
  swap: () => ({
    async storeResult({ store, log }, { job, chunk, fence }, pages, signal) {
      const key = resultKey(job, chunk, fence);
      const bytes = Buffer.from(JSON.stringify({ job, chunk, pages }));
      await store
        .put(key, bytes, signal)
        .catch((error) => log.warn({ job, chunk, error: messageOf(error) }, "result not stored"));
      return { key, sum: checksum(bytes) };
    },
  }),
});
