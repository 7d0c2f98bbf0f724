import { config } from "./config.js";
import { pool } from "./database.js";
import { openQueue, QUEUE } from "./queue.js";
import { readDocument } from "./read-document.js";

const boss = await openQueue();
const options = { pollingIntervalSeconds: config.pollingIntervalSeconds, includeMetadata: true };
await boss.work(QUEUE, options, async ([job]) => readDocument(job));

async function shutDown(signal) {
  console.log(`${signal}: finishing the current job`);
  await boss.stop({ graceful: true, wait: true });
  await pool.end();
  process.exit(0);
}
process.on("SIGINT", () => shutDown("SIGINT"));
process.on("SIGTERM", () => shutDown("SIGTERM"));

console.log("worker ready");
