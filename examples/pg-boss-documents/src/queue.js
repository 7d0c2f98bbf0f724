import PgBoss from "pg-boss";
import { config } from "./config.js";

export const QUEUE = "read-document";

/** Connects to the queue, and makes it when it is not there. */
export async function openQueue() {
  const boss = new PgBoss({
    connectionString: config.databaseUrl,
    maintenanceIntervalSeconds: config.maintenanceIntervalSeconds,
  });
  boss.on("error", (error) => console.error("queue:", error.message));
  await boss.start();
  await boss.createQueue(QUEUE, {
    name: QUEUE,
    retryLimit: config.retryLimit,
    retryDelay: config.retryDelaySeconds,
    retryBackoff: true,
    expireInSeconds: config.expireInSeconds,
  });
  return boss;
}
