import { defineBackendDefect } from "./backend-defect.ts";

const failed = {
  name: "fail-job",
  text: `update jobs set status = 'failed', error = $2, owner = null, beat = null, recovering = false
    where id = $1 and status not in ('done', 'failed') returning id`,
};

export const defect = defineBackendDefect({
  name: "recovery-gives-up-silently",
  mistake: "A job that fails in its recovery is marked failed, and the event that would tell it was forgotten",
  expected: ["worker-failures/recovery-failed-event"],
  swap: () => ({
    async failJob(services, job, reason) {
      const rows = await services.database.query(failed, [job, reason]);
      if (rows.length === 1) await services.parts.publishEvent(services, { type: "job.failed", job, reason });
    },
  }),
});
