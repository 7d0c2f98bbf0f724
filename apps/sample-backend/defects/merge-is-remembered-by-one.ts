import { resultsPrefix } from "../src/store/keys.ts";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "merge-is-remembered-by-one",
  mistake:
    "Only the worker that stores the last result knows, in its memory, that the job is to be merged; when it dies nobody does",
  expected: ["worker-failures/crash-late"],
  swap(sound) {
    const toMerge = new Set<string>();
    return {
      async storeResult(services, claim, pages, signal) {
        const stored = await sound.storeResult(services, claim, pages, signal);
        const results = await services.store.list(resultsPrefix(claim.job), signal);
        if (results.length >= claim.wanted) toMerge.add(claim.job);
        return stored;
      },
      async findWork(services) {
        const work = await sound.findWork(services);
        return work?.kind === "merge" && !toMerge.has(work.job) ? undefined : work;
      },
    };
  },
});
