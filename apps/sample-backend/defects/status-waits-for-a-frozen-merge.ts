import type { Config } from "../src/config.ts";
import { Database } from "../src/database/database.ts";
import type { Parts } from "../src/parts.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const locked = { name: "lock-job-for-status", text: "select id from jobs where id = $1 for update" };

export const defect = defineBackendDefect({
  name: "status-waits-for-a-frozen-merge",
  mistake: "The status locks the job, to be exact, and nothing ends a transaction whose worker is frozen",
  expected: ["worker-failures/state-queryable-after-any-failure"],
  swap: (sound) => ({
    openServices(role: string, config: Config, parts: Parts) {
      const services = sound.openServices(role, config, parts);
      const database = new Database({
        url: config.databaseUrl,
        connections: role === "api" ? 5 : 4,
        connectTimeoutMs: 1_000,
        queryTimeoutMs: 500,
        idleInTransactionMs: 0,
        log: services.log,
      });
      return { ...services, database };
    },
    async readStatus(services: Services, job: string) {
      await services.database.query(locked, [job]);
      return sound.readStatus(services, job);
    },
  }),
});
