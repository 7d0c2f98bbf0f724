import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const reopened = {
  name: "reopen-merge",
  text: `update jobs set status = 'processing', merged = false, owner = null, beat = null, fence = fence + 1, not_before = now()
    where id = $1 and status = 'merging' returning id`,
};

export const defect = defineBackendDefect({
  name: "retry-merges-again",
  mistake:
    "A retry of a job that is being merged has it merged from the start, and leaves what the first merge has written",
  expected: ["worker-failures/merge-retry-completes"],
  swap: (sound) => ({
    async retryJob(services: Services, job: string) {
      await services.database.query(reopened, [job]);
      return sound.retryJob(services, job);
    },
  }),
});
