/** How long to pause before the n-th try in a row: `baseMs` × `factor`^(n − 1), at most `mostMs`, less a random share of up to `jitter`. */
export interface Backoff {
  readonly baseMs: number;
  readonly factor: number;
  readonly mostMs: number;
  readonly jitter: number;
}

/** What a pool promises. */
export interface PoolOptions {
  readonly url: string;
  /** Connections that it keeps. */
  readonly size: number;
  /** Most connections that it ever has, overflow counted. */
  readonly most: number;
  /** Most requests that wait at a time. */
  readonly mostWaiting: number;
  /** How long a request waits before an extra connection is opened for it. */
  readonly overflowAfterMs: number;
  /** How long an extra connection may be idle. */
  readonly overflowIdleMs: number;
  readonly acquireTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** After so long the server itself ends a statement. */
  readonly queryTimeoutMs: number;
  /** After so long without any answer the connection is taken for dead; more than `queryTimeoutMs`. */
  readonly answerTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly idleTransactionMs: number;
  /** How long a cancelled statement may take to end before its connection is given up. */
  readonly cancelWithinMs: number;
  readonly leakAfterMs: number;
  /** Between dials that fail, and between the tries of a request. */
  readonly backoff: Backoff;
  /** Most times that one request runs its statement or transaction. */
  readonly tries: number;
  /** Most retries, of all requests together, before they have to be earned by requests that succeed. */
  readonly retryBudget: number;
  /** Requests in a row that find no connection, and open the circuit for `openMs`. */
  readonly circuit: { readonly threshold: number; readonly openMs: number };
}
