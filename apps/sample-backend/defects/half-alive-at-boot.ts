import { messageOf } from "../src/failure.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const ping = { name: "ping", text: "select 1" };

export const defect = defineBackendDefect({
  name: "half-alive-at-boot",
  mistake:
    "A worker whose first look at the database fails says so in its log and stays: up, healthy to whoever asks, and idle for ever",
  expected: ["worker-failures/dead-at-boot"],
  swap: (sound) => ({
    async workLoop(services, stopping, ready) {
      try {
        await services.database.query(ping);
      } catch (error) {
        ready();
        return services.log.error({ error: messageOf(error) }, "no work without the database");
      }
      return sound.workLoop(services, stopping, ready);
    },
  }),
});
