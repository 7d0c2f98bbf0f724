import type { Log } from "../log.ts";
import type { Circuit } from "./circuit.ts";
import type { Connection } from "./connection.ts";
import type { PoolOptions } from "./pool-options.ts";
import type { PoolParts } from "./pool-parts.ts";
import type { Waiter } from "./waiter.ts";

/** How it stands with opening connections. */
export interface Dials {
  /** Those under way; aborting one gives it up. */
  readonly underWay: Set<AbortController>;
  /** The last one succeeded, and no connection broke since: only then several are made at a time. */
  isProven: boolean;
  /** Failures in a row. */
  failures: number;
  /** When the last failure was, ms of a clock that only goes forward. */
  failedAt: number;
  /** The last one was turned away at the door: nobody listens there. */
  isRefused: boolean;
  /** The pause before the next one. */
  pause: Disposable | undefined;
}

/** The connections of this process to its database, and who waits for one. */
export interface Pool {
  readonly options: PoolOptions;
  readonly parts: PoolParts;
  readonly log: Log;
  readonly circuit: Circuit;
  /** All of them, also those that are checked out. */
  readonly connections: Set<Connection>;
  /** Those that have been told goodbye, until the server has heard it: for the server they are still there. */
  readonly closing: Set<Connection>;
  /** Those that nobody has; the one used last stands last. */
  readonly idle: Connection[];
  /** In the order in which they came. */
  readonly waiters: Waiter[];
  readonly dials: Dials;
  /** Retries that are left. */
  readonly budget: { retries: number };
  /** The timer that closes extra connections which have been idle for too long. */
  trimming: Disposable | undefined;
  /** Somebody has asked for a connection; before, none is opened. */
  isAsked: boolean;
  isClosing: boolean;
}
