import type { Config } from "../src/config.ts";
import type { Parts } from "../src/parts.ts";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "lease-barely-longer-than-a-heartbeat",
  mistake: "A chunk is taken from its worker as soon as one heartbeat is late",
  expected: ["worker-failures/partition-heals-in-time"],
  swap: (sound) => ({
    openServices: (role: string, config: Config, parts: Parts) =>
      sound.openServices(role, { ...config, leaseMs: config.heartbeatMs * 1.5 }, parts),
  }),
});
