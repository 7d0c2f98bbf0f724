import { Queue } from "bullmq";
import { config } from "./config.js";

export const QUEUE = "documents";

/** The queue for producers: while Redis is away it fails at once, so that no HTTP request waits for it. */
export function openQueue() {
  const queue = new Queue(QUEUE, {
    connection: { url: config.redisUrl, enableOfflineQueue: false },
    defaultJobOptions: {
      attempts: config.attempts,
      backoff: { type: "exponential", delay: config.backoffMs },
      removeOnComplete: { age: 3600, count: 1000 },
      removeOnFail: { age: 7 * 24 * 3600 },
    },
  });
  queue.on("error", (error) => console.error("queue:", error.message));
  return queue;
}
