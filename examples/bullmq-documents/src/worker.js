import { Worker } from "bullmq";
import { config } from "./config.js";
import { failDocument, pool } from "./database.js";
import { QUEUE } from "./queue.js";
import { readDocument } from "./read-document.js";

const worker = new Worker(QUEUE, readDocument, {
  connection: { url: config.redisUrl },
  concurrency: config.concurrency,
  lockDuration: config.lockDurationMs,
  stalledInterval: config.stalledIntervalMs,
  maxStalledCount: config.maxStalledCount,
});

worker.on("completed", (job) => console.log(`document ${job.id} is read`));
worker.on("failed", async (job, error) => {
  console.error(`document ${job?.id} failed in attempt ${job?.attemptsMade}: ${error.message}`);
  // BullMQ tries again by itself until the attempts are used up.
  if (job && job.attemptsMade >= job.opts.attempts) await failDocument(job.data.document, error.message);
});
worker.on("stalled", (id) => console.warn(`document ${id} stalled`));
worker.on("error", (error) => console.error("worker:", error.message));

process.on("uncaughtException", (error) => console.error("uncaught exception:", error));
process.on("unhandledRejection", (reason) => console.error("unhandled rejection:", reason));

async function shutDown(signal) {
  console.log(`${signal}: finishing the current job`);
  await worker.close();
  await pool.end();
  process.exit(0);
}
process.on("SIGINT", () => shutDown("SIGINT"));
process.on("SIGTERM", () => shutDown("SIGTERM"));

await worker.waitUntilReady();
console.log("worker ready");
