/** A rule on the statements of one link: an error in the server's place, a delay in ms, or the loss of the connection. */
export interface PostgresRule {
  /** Which fingerprints. Absent: all but ROLLBACK, which a client can do nothing about. */
  readonly match?: RegExp;
  /** The error that the client is told; the server does not run the statement, and its transaction fails likewise. */
  readonly sqlState?: string;
  /** The message beside `sqlState`. */
  readonly message?: string;
  readonly delayMs?: number;
  /** The connection is reset before the server hears of the statement. */
  readonly drop?: boolean;
  /** Only the first so many exchanges that match. */
  readonly times?: number;
  /** Only this part of them, in (0, 1]: 0.2 is exactly every fifth, from an offset that the seed decides. */
  readonly fraction?: number;
}
