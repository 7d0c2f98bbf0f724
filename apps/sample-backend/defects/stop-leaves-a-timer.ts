import { later } from "../src/clock.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const everyMs = 400;

export const defect = defineBackendDefect({
  name: "stop-leaves-a-timer",
  mistake: "A timer that reports how the worker does is never cleared, so that a worker that has stopped does not end",
  expected: ["worker-failures/graceful-stop-under-load", "worker-failures/graceful-stop-with-dependency-down"],
  swap: (sound) => ({
    openServices(role, config, parts) {
      const services = sound.openServices(role, config, parts);
      const report = (): void => {
        services.log.debug({ rss: process.memoryUsage.rss() }, "alive");
        later(everyMs, report);
      };
      if (role === "worker") report();
      return services;
    },
  }),
});
