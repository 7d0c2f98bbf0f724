import { type EnvironmentAt, type Role, workerThread } from "@chaos-packs/contract/target";
import { traits } from "./traits.ts";

const environment = ({ url, port }: EnvironmentAt<"postgres">): Record<string, string> => ({
  DATABASE_URL: url.postgres,
  PORT: String(port),
  POOL_SIZE: String(traits.poolSize),
  POOL_MOST: String(traits.poolMost),
  OVERFLOW_AFTER_MS: String(traits.overflowAfterMs),
  OVERFLOW_IDLE_MS: String(traits.overflowIdleMs),
  ACQUIRE_TIMEOUT_MS: String(traits.acquireTimeoutMs),
  CONNECT_TIMEOUT_MS: String(traits.connectTimeoutMs),
  QUERY_TIMEOUT_MS: String(traits.queryTimeoutMs),
  LOCK_TIMEOUT_MS: String(traits.lockTimeoutMs),
  IDLE_TRANSACTION_MS: String(traits.idleTransactionMs),
  CANCEL_WITHIN_MS: String(traits.cancelWithinMs),
  LEAK_AFTER_MS: String(traits.leakAfterMs),
  BACKOFF_BASE_MS: String(traits.backoffBaseMs),
  BACKOFF_FACTOR: String(traits.backoffFactor),
  BACKOFF_MOST_MS: String(traits.backoffMostMs),
  BACKOFF_JITTER: String(traits.backoffJitter),
  TRIES: String(traits.tries),
  CIRCUIT_THRESHOLD: String(traits.circuitThreshold),
  CIRCUIT_OPEN_MS: String(traits.circuitOpenMs),
  CACHED_WITHIN_MS: String(traits.cachedWithinMs),
  GRACE_MS: String(traits.graceMs),
  ALLOW_LEAKS: "yes",
});

/** The ledger, sound or, when a defect is named, with that in it. */
export const ledgerRole = (defect?: string): Role<"postgres"> =>
  workerThread({
    entry: new URL(
      defect === undefined ? "../../src/roles/ledger.js" : "../../../defects/ledger/run-ledger.js",
      import.meta.url,
    ),
    ready: { path: "/healthz" },
    env: (at) => ({ ...environment(at), ...(defect !== undefined && { DEFECT: defect }) }),
    graceMs: traits.graceMs,
    connections: { postgres: traits.poolMost },
    dialsPerSecond: 30,
  });
