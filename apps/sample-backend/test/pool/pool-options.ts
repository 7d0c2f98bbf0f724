import type { PoolOptions } from "../../src/pool/pool-options.ts";

/** Options of a small and patient pool; a test changes what it is about. */
export const poolOptions = (changes: Partial<PoolOptions> = {}): PoolOptions => ({
  url: "postgres://nobody@127.0.0.1:9/nothing",
  size: 2,
  most: 3,
  mostWaiting: 100,
  overflowAfterMs: 10_000,
  overflowIdleMs: 10_000,
  acquireTimeoutMs: 5_000,
  connectTimeoutMs: 5_000,
  queryTimeoutMs: 5_000,
  answerTimeoutMs: 6_000,
  lockTimeoutMs: 5_000,
  idleTransactionMs: 5_000,
  cancelWithinMs: 2_000,
  leakAfterMs: 30_000,
  backoff: { baseMs: 10, factor: 2, mostMs: 40, jitter: 0.5 },
  tries: 3,
  retryBudget: 20,
  circuit: { threshold: 3, openMs: 30_000 },
  ...changes,
});
