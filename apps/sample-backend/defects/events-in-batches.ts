import { later } from "../src/clock.ts";
import type { JobEvent } from "../src/events/events.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const BATCH_MS = 300;

export const defect = defineBackendDefect({
  name: "events-in-batches",
  mistake: "Events are collected and published together every 300 ms, to save round trips",
  expected: ["worker-failures/recovery-events"],
  swap: (sound) => {
    let waiting: JobEvent[] = [];
    return {
      async publishEvent(services: Services, event: JobEvent) {
        waiting.push(event);
        if (waiting.length > 1) return;
        later(BATCH_MS, async () => {
          const batch = waiting;
          waiting = [];
          for (const each of batch) await sound.publishEvent(services, each);
        });
      },
    };
  },
});
