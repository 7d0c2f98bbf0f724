// The worker of ../src/worker.js, repaired where FINDINGS.md says that it breaks.
import { setTimeout as sleep } from "node:timers/promises";
import { config } from "../src/config.js";
import { pool } from "../src/database.js";
import { openQueue, QUEUE } from "../src/queue.js";
import { readDocument } from "../src/read-document.js";

const AGAIN_AFTER_MS = 250;
/** How long a stop may take before the job is left to another worker. */
const STOP_TIMEOUT_MS = Number(process.env.STOP_TIMEOUT_MS ?? 10_000);

/** The queue, as soon as its database can be reached. */
async function openQueueWhenThere() {
  for (;;) {
    try {
      return await openQueue();
    } catch (error) {
      console.error("the queue cannot be opened yet:", error.message);
      await sleep(AGAIN_AFTER_MS);
    }
  }
}

// A job whose end cannot be written is taken for lost later, and done again: no reason to end.
process.on("unhandledRejection", (reason) => console.error("unhandled rejection:", reason));

const boss = await openQueueWhenThere();
const options = { pollingIntervalSeconds: config.pollingIntervalSeconds, includeMetadata: true };
await boss.work(QUEUE, options, async ([job]) => readDocument(job));

async function shutDown(signal) {
  console.log(`${signal}: finishing the current job`);
  setTimeout(() => process.exit(0), STOP_TIMEOUT_MS);
  await boss.stop({ graceful: true, wait: true, timeout: STOP_TIMEOUT_MS });
  await pool.end();
  process.exit(0);
}
process.on("SIGINT", () => shutDown("SIGINT"));
process.on("SIGTERM", () => shutDown("SIGTERM"));

console.log("worker ready");
