import type { Log } from "../log.ts";
import type { Pool } from "./pool.ts";
import type { PoolOptions } from "./pool-options.ts";
import type { PoolParts } from "./pool-parts.ts";

/** Opens a pool. Nothing is dialled before somebody asks for a connection. */
export const openPool = (options: PoolOptions, parts: PoolParts, log: Log): Pool => ({
  options,
  parts,
  log,
  circuit: parts.openCircuit(options.circuit, (error) => parts.countsAgainstCircuit(error)),
  connections: new Set(),
  closing: new Set(),
  idle: [],
  waiters: [],
  dials: {
    underWay: new Set(),
    isProven: false,
    failures: 0,
    failedAt: Number.NEGATIVE_INFINITY,
    isRefused: false,
    pause: undefined,
  },
  budget: { retries: options.retryBudget },
  trimming: undefined,
  isAsked: false,
  isClosing: false,
});
