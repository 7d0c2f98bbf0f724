import type pg from "pg";
import type { Database } from "../src/database/database.ts";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "merge-without-a-transaction",
  mistake: "The merge writes box after box, each for itself, and is no transaction",
  expected: ["worker-failures/merge-killed-mid-insert", "worker-failures/merge-connection-lost"],
  swap: () => ({
    async inTransaction<T>(database: Database, work: (client: pg.PoolClient) => Promise<T>) {
      const client = await database.connect();
      try {
        const result = await work(client);
        client.release();
        return result;
      } catch (error) {
        client.release(error as Error);
        throw error;
      }
    },
  }),
});
