import { randomId } from "../src/random.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "events-out-of-order",
  mistake:
    "A recovery is told when it has been carried out, step by step from the last, so that it resumes before it starts",
  expected: ["worker-failures/recovery-events"],
  swap: () => ({
    async recoverJob(services: Services, job: string) {
      const { parts, log } = services;
      const id = randomId();
      await parts.failStaleChunks(services, job);
      if (!(await parts.claimRecovery(services, job, id))) return false;
      const resumed = await parts.resumeJob(services, job, id);
      if (resumed === undefined) return false;
      await parts.publishEvent(services, { type: "recovery.resumed", job, resumed });
      log.info({ job }, "recovery started");
      await parts.publishEvent(services, { type: "recovery.started", job });
      return true;
    },
  }),
});
