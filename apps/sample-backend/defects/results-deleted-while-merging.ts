import type { Services } from "../src/services.ts";
import { resultsPrefix } from "../src/store/keys.ts";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "results-deleted-while-merging",
  mistake: "The merge deletes the results as soon as it has read them, and not when its boxes are there for good",
  expected: ["worker-failures/merge-killed-before-commit"],
  swap: (sound) => ({
    async readResults(services: Services, job: string, signal: AbortSignal) {
      const results = await sound.readResults(services, job, signal);
      if (results.broken.length === 0) await services.store.deleteAll(resultsPrefix(job), signal);
      return results;
    },
  }),
});
