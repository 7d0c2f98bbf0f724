import { readEnvironment } from "./environment.ts";

/** What a role is configured with, from its environment. Times are ms. */
export interface Config {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly storeUrl: string;
  readonly ocrUrl: string;
  readonly transcriptionUrl: string;
  readonly port: number;
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  readonly pollMs: number;
  readonly upstreamTimeoutMs: number;
  readonly cutterTimeoutMs: number;
  readonly chunkAttempts: number;
  readonly cutAttempts: number;
  readonly graceMs: number;
  readonly tmpDir: string;
  /** Command line of the cutter; source, target folder and number of pieces are added to it. */
  readonly cutter: readonly string[];
  readonly logLevel: string;
}

/** Reads the configuration; throws when something that is needed is missing or not a number. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const { text, number } = readEnvironment(env);
  return {
    databaseUrl: text("DATABASE_URL"),
    redisUrl: text("REDIS_URL"),
    storeUrl: text("STORE_URL"),
    ocrUrl: text("OCR_URL", "http://127.0.0.1:9"),
    transcriptionUrl: text("TRANSCRIPTION_URL", "http://127.0.0.1:9"),
    port: number("PORT", 0),
    leaseMs: number("LEASE_MS", 30_000),
    heartbeatMs: number("HEARTBEAT_MS", 5_000),
    pollMs: number("POLL_MS", 250),
    upstreamTimeoutMs: number("UPSTREAM_TIMEOUT_MS", 30_000),
    cutterTimeoutMs: number("CUTTER_TIMEOUT_MS", 60_000),
    chunkAttempts: number("CHUNK_ATTEMPTS", 4),
    cutAttempts: number("CUT_ATTEMPTS", 3),
    graceMs: number("GRACE_MS", 10_000),
    tmpDir: text("TMP_DIR", "/tmp/sample-backend"),
    cutter: JSON.parse(
      text("CUTTER", JSON.stringify([process.execPath, new URL("./cutter.js", import.meta.url).pathname])),
    ),
    logLevel: text("LOG_LEVEL", "info"),
  };
}
