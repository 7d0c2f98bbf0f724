/**
 * A statement that was seen on the wire. Parameters, rows and columns are there only for statements that a pattern
 * wants, and rows only at the edge `after`. All values are text, the way the server writes it; of binary ones of types
 * beyond the common, `\x` and their bytes.
 */
export interface SeenStatement {
  readonly sql: string;
  /** Lower case, one space, no comments, literals as `?`. */
  readonly fingerprint: string;
  /** Counted from 1 in its transaction, BEGIN not counted. */
  readonly position: number;
  readonly parameters: readonly (string | null)[];
  /** The first 1,000 rows. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly columns: readonly string[];
  /** SQLSTATE of the error in the answer. */
  readonly failed?: string;
  /** The value of a column in the first row; undefined when there is none. */
  row(column: string): string | null | undefined;
}

/** What a pattern is asked about: all that is sent up to one Sync or simple Query, with its answer up to ReadyForQuery. */
export interface Exchange {
  readonly statements: readonly SeenStatement[];
  /** The earlier statements of the transaction that is open. */
  readonly transaction: readonly SeenStatement[];
  /** The process of the server that serves the connection (`pg_stat_activity.pid`); undefined when the handshake did not tell. */
  readonly backend: number | undefined;
}
