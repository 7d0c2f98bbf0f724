import { messageOf } from "../src/failure.ts";
import type { Stopping } from "../src/roles/work-loop.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const cleaned = {
  name: "clean-up-at-boot",
  text: `update chunks set discarded = chunks.fence, status = 'pending', owner = null, beat = null, interrupted = false, not_before = now()
    from jobs where jobs.id = chunks.job and jobs.status = 'processing'`,
};

export const defect = defineBackendDefect({
  name: "boot-cleans-up",
  mistake: "A worker that starts takes whatever is unfinished for its own leftovers, and begins each such job anew",
  expected: ["worker-failures/kill-every-worker", "worker-failures/kill-repeatedly"],
  swap: (sound) => ({
    async workLoop(services: Services, stopping: Stopping, ready: () => void) {
      const { database, log } = services;
      await database.query(cleaned).catch((error) => log.warn({ error: messageOf(error) }, "nothing was cleaned up"));
      return sound.workLoop(services, stopping, ready);
    },
  }),
});
