import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

// A fence is raised by each claim and by each death of an owner, an attempt is counted by each claim alone.
const hopeless = {
  name: "job-that-kills",
  text: `select id as job from jobs j where status not in ('done', 'failed')
    and (select sum(fence - attempts) from chunks where job = j.id) >= $1`,
};

export const defect = defineBackendDefect({
  name: "deaths-count-as-tries",
  mistake: "The death of a worker counts as a failed try of the job, so that a bad day of the machines ends it",
  expected: ["worker-failures/kill-repeatedly"],
  swap: (sound) => ({
    async failStaleChunks(services: Services, job: string | null = null) {
      const { database, config, parts } = services;
      await sound.failStaleChunks(services, job);
      const rows = await database.query<{ job: string }>(hopeless, [config.chunkAttempts]);
      for (const row of rows) await parts.failJob(services, row.job, `${config.chunkAttempts} tries have failed`);
    },
  }),
});
