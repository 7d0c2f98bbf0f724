import type { JobEvent } from "../src/events/events.ts";
import { defineBackendDefect } from "./backend-defect.ts";
import { replaceEvents } from "./events/replace-events.ts";

export const defect = defineBackendDefect({
  name: "publish-blocks-the-work",
  mistake: "Each chunk tells its progress before it goes on, and waits for the answer of Redis as long as it takes",
  expected: ["worker-failures/partitioned-from-redis"],
  swap: (sound) => ({
    openServices: (role, config, parts) =>
      replaceEvents(sound.openServices(role, config, parts), { timeoutMs: 3_600_000 }),
    async storeResult(services, claim, pages, signal) {
      const progress = { type: "chunk.read", job: claim.job, chunk: claim.chunk };
      await services.events.publish(progress as unknown as JobEvent);
      return sound.storeResult(services, claim, pages, signal);
    },
  }),
});
