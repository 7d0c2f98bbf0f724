import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const redone = {
  name: "redo-the-last",
  text: `update chunks set discarded = fence, status = 'pending', not_before = now()
    where job = $1 and chunk = (select max(chunk) from chunks where job = $1)
      and not exists (select from chunks where job = $1 and status <> 'completed')`,
};

export const defect = defineBackendDefect({
  name: "recovery-verifies-by-redoing",
  mistake: "A recovery that finds every chunk completed does the last one again, to be sure of it",
  expected: ["worker-failures/recovery-when-all-done", "worker-failures/merge-killed-before-commit"],
  swap: (sound) => ({
    async resumeJob(services: Services, job: string, id: string) {
      await services.database.query(redone, [job]);
      return sound.resumeJob(services, job, id);
    },
  }),
});
