import { readEnvironment } from "../environment.ts";
import type { PoolOptions } from "../pool/pool-options.ts";

/** What the ledger is configured with, from its environment. Times are ms. */
export interface LedgerConfig {
  readonly port: number;
  readonly pool: PoolOptions;
  /** Longest time of a cached read that has something to fall back on. */
  readonly cachedWithinMs: number;
  /** Most values that are remembered for cached reads. */
  readonly cachedMost: number;
  readonly graceMs: number;
  /** Whether `POST /leaks` is served; for tests. */
  readonly hasLeaks: boolean;
  readonly logLevel: string;
}

const PATIENCE_MS = 50;

/** Reads the configuration; throws when something that is needed is missing or not a number. */
export function readLedgerConfig(env: Readonly<Record<string, string | undefined>>): LedgerConfig {
  const { text, number } = readEnvironment(env);
  const size = number("POOL_SIZE", 10);
  const queryTimeoutMs = number("QUERY_TIMEOUT_MS", 10_000);
  return {
    port: number("PORT", 0),
    pool: {
      url: text("DATABASE_URL"),
      size,
      most: Math.max(size, number("POOL_MOST", size)),
      mostWaiting: number("MOST_WAITING", 1_000),
      overflowAfterMs: number("OVERFLOW_AFTER_MS", 500),
      overflowIdleMs: number("OVERFLOW_IDLE_MS", 10_000),
      acquireTimeoutMs: number("ACQUIRE_TIMEOUT_MS", 2_000),
      connectTimeoutMs: number("CONNECT_TIMEOUT_MS", 2_000),
      queryTimeoutMs,
      answerTimeoutMs: queryTimeoutMs + PATIENCE_MS,
      lockTimeoutMs: number("LOCK_TIMEOUT_MS", 2_000),
      idleTransactionMs: number("IDLE_TRANSACTION_MS", 5_000),
      cancelWithinMs: number("CANCEL_WITHIN_MS", 1_000),
      leakAfterMs: number("LEAK_AFTER_MS", 30_000),
      backoff: {
        baseMs: number("BACKOFF_BASE_MS", 100),
        factor: number("BACKOFF_FACTOR", 2),
        mostMs: number("BACKOFF_MOST_MS", 5_000),
        jitter: number("BACKOFF_JITTER", 0.5),
      },
      tries: number("TRIES", 4),
      retryBudget: number("RETRY_BUDGET", 20),
      circuit: { threshold: number("CIRCUIT_THRESHOLD", 5), openMs: number("CIRCUIT_OPEN_MS", 1_000) },
    },
    cachedWithinMs: number("CACHED_WITHIN_MS", 500),
    cachedMost: number("CACHED_MOST", 10_000),
    graceMs: number("GRACE_MS", 10_000),
    hasLeaks: text("ALLOW_LEAKS", "no") === "yes",
    logLevel: text("LOG_LEVEL", "info"),
  };
}
