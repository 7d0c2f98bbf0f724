import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const renewed = {
  name: "renew-all",
  text: "with renewed as (update chunks set beat = now() where status = 'processing' returning chunk) select chunk from renewed",
};

export const defect = defineBackendDefect({
  name: "heartbeat-for-everybody",
  mistake: "A worker that looks for work renews every lease there is, and not only those of what it works on itself",
  expected: ["worker-failures/kill-mid-chunk"],
  swap: (sound) => ({
    async findWork(services: Services) {
      await services.database.query(renewed);
      return sound.findWork(services);
    },
  }),
});
