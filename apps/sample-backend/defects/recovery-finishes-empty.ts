import { resultsPrefix } from "../src/store/keys.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const finished = {
  name: "finish-empty",
  text: `update jobs set status = 'done', merged = true, owner = null, beat = null, recovery_owner = null, recovery_beat = null, recovering = false, resume = false
    where id = $1 and exists (select from chunks where job = $1 and status = 'completed') returning id`,
};

export const defect = defineBackendDefect({
  name: "recovery-finishes-empty",
  mistake:
    "A recovery that finds no result in the store believes that all have been merged and cleaned up, and marks the job done",
  expected: ["worker-failures/all-objects-lost"],
  swap: (sound) => ({
    async resumeJob(services, job, id) {
      const results = await services.store.list(resultsPrefix(job));
      if (results.length === 0 && (await services.database.query(finished, [job])).length === 1) return 0;
      return sound.resumeJob(services, job, id);
    },
  }),
});
