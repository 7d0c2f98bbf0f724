// Settings come from the environment. Those of the queue have BullMQ's own defaults, but for `attempts`, which is 1 there.
const number = (name, fallback) => Number(process.env[name] ?? fallback);

export const config = {
  port: number("PORT", 3000),
  databaseUrl: process.env.DATABASE_URL ?? "postgres://postgres@127.0.0.1:5432/documents",
  redisUrl: process.env.REDIS_URL ?? "redis://127.0.0.1:6379",
  ocrUrl: process.env.OCR_URL ?? "http://127.0.0.1:4000",
  ocrTimeoutMs: number("OCR_TIMEOUT_MS", 10_000),
  attempts: number("JOB_ATTEMPTS", 3),
  backoffMs: number("JOB_BACKOFF_MS", 1_000),
  concurrency: number("WORKER_CONCURRENCY", 1),
  lockDurationMs: number("LOCK_DURATION_MS", 30_000),
  stalledIntervalMs: number("STALLED_INTERVAL_MS", 30_000),
  maxStalledCount: number("MAX_STALLED_COUNT", 1),
};
