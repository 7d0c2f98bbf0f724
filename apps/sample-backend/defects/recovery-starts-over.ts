import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const reset = {
  name: "start-over",
  text: `update chunks set discarded = fence, status = 'pending', result_key = null, result_sum = null, not_before = now()
    where job = $1 and status = 'completed'`,
};

export const defect = defineBackendDefect({
  name: "recovery-starts-over",
  mistake: "A recovery begins with the first chunk, because where the crash left the job is not looked up",
  expected: ["worker-failures/recovery-resumes-after-crash"],
  swap: (sound) => ({
    async resumeJob(services: Services, job: string, id: string) {
      await services.database.query(reset, [job]);
      return sound.resumeJob(services, job, id);
    },
  }),
});
