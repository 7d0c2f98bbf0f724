// The worker of ../src/worker.js, repaired where FINDINGS.md says that it breaks.
import { Worker } from "bullmq";
import { config } from "../src/config.js";
import { pool } from "../src/database.js";
import { openQueue, QUEUE } from "../src/queue.js";
import { readDocument } from "../src/read-document.js";
import { markFailedDocuments } from "./mark-failed-documents.js";

/** How long a stop may take before the job is left to another worker, and how often failed jobs are looked for. */
const STOP_TIMEOUT_MS = Number(process.env.STOP_TIMEOUT_MS ?? 10_000);
const SWEEP_INTERVAL_MS = Number(process.env.SWEEP_INTERVAL_MS ?? 10_000);

const queue = openQueue();
const worker = new Worker(QUEUE, readDocument, {
  connection: { url: config.redisUrl },
  concurrency: config.concurrency,
  lockDuration: config.lockDurationMs,
  stalledInterval: config.stalledIntervalMs,
  maxStalledCount: config.maxStalledCount,
});

const sweep = () =>
  markFailedDocuments(queue).catch((error) => console.error("failed documents could not be marked:", error.message));
const sweeping = setInterval(sweep, SWEEP_INTERVAL_MS);

worker.on("completed", (job) => console.log(`document ${job.id} is read`));
worker.on("failed", async (job, error) => {
  console.error(`document ${job?.id} failed in attempt ${job?.attemptsMade}: ${error.message}`);
  await sweep();
});
worker.on("stalled", (id) => console.warn(`document ${id} stalled`));
worker.on("error", (error) => console.error("worker:", error.message));

process.on("uncaughtException", (error) => console.error("uncaught exception:", error));
process.on("unhandledRejection", (reason) => console.error("unhandled rejection:", reason));

async function shutDown(signal) {
  console.log(`${signal}: finishing the current job`);
  // What is not finished by then stalls, and another worker has it.
  setTimeout(() => process.exit(0), STOP_TIMEOUT_MS);
  clearInterval(sweeping);
  await worker.close();
  await queue.close();
  await pool.end();
  process.exit(0);
}
process.on("SIGINT", () => shutDown("SIGINT"));
process.on("SIGTERM", () => shutDown("SIGTERM"));

await worker.waitUntilReady();
console.log("worker ready");
