// Settings come from the environment. Those of the queue have pg-boss' own defaults, but for the backoff, which is off there.
const number = (name, fallback) => Number(process.env[name] ?? fallback);

export const config = {
  port: number("PORT", 3000),
  databaseUrl: process.env.DATABASE_URL ?? "postgres://postgres@127.0.0.1:5432/documents",
  ocrUrl: process.env.OCR_URL ?? "http://127.0.0.1:4000",
  ocrTimeoutMs: number("OCR_TIMEOUT_MS", 10_000),
  retryLimit: number("RETRY_LIMIT", 2),
  retryDelaySeconds: number("RETRY_DELAY_SECONDS", 1),
  expireInSeconds: number("EXPIRE_IN_SECONDS", 15 * 60),
  maintenanceIntervalSeconds: number("MAINTENANCE_INTERVAL_SECONDS", 60),
  pollingIntervalSeconds: number("POLLING_INTERVAL_SECONDS", 2),
};
