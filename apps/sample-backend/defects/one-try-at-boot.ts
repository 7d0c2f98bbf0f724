import { defineBackendDefect } from "./backend-defect.ts";

const ping = { name: "ping", text: "select 1" };

export const defect = defineBackendDefect({
  name: "one-try-at-boot",
  mistake: "A worker asks its database once when it starts, and gives up when there is no answer",
  expected: ["worker-failures/dead-at-boot"],
  swap: (sound) => ({
    async workLoop(services, stopping, ready) {
      await services.database.query(ping);
      return sound.workLoop(services, stopping, ready);
    },
  }),
});
