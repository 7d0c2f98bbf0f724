/**
 * A statement that was seen on the wire. Parameters, rows and columns are there only for statements that a pattern
 * wants, and rows only at the edge `after`. All values are text, the way the server writes it; of binary ones of types
 * beyond the common, `\x` and their bytes.
 */
export interface SeenStatement {
  /** The first million characters; of statements that no pattern wants, the first 10,000. */
  readonly sql: string;
  /**
   * Lower case, one space, no comments, literals as `?`, a list of values behind IN as `(?)`, of the rows of VALUES the first.
   * The first 10,000 characters.
   */
  readonly fingerprint: string;
  /** Whether `sql` or `fingerprint` is only its beginning. */
  readonly isCut: boolean;
  /** Counted from 1 in its transaction, BEGIN not counted. */
  readonly position: number;
  readonly parameters: readonly (string | null)[];
  /** The first 1,000 rows, at most 8 MiB of them. Of a cursor: what was fetched so far. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly columns: readonly string[];
  /** How many rows it has inserted, updated, deleted, merged, copied or returned; undefined: not known (yet), or it failed. */
  readonly affected: number | undefined;
  /** The command that the server says it has done (`UPDATE`, `INSERT`, `SELECT`, `CREATE TABLE`), which may be another than the text begins with. */
  readonly command: string | undefined;
  /** How many answers have brought something of it: more than 1 only for a cursor that is fetched from in several exchanges. */
  readonly answers: number;
  /** SQLSTATE of the error that it failed with, or that undid it: one in the same batch, outside a transaction. */
  readonly failed?: string;
  /** The value of a column in the first row; undefined when there is none. */
  row(column: string): string | null | undefined;
}

/** What a pattern is asked about: a statement, and all that is sent with it up to one Sync or simple Query. */
export interface Exchange {
  /** The statement that is asked about. */
  readonly statement: SeenStatement;
  /** All that are held together with it; the server answers them up to one ReadyForQuery. */
  readonly statements: readonly SeenStatement[];
  /** The earlier statements of the transaction that is open; none outside of BEGIN and COMMIT. */
  readonly transaction: readonly SeenStatement[];
  /** The process of the server that serves the connection (`pg_stat_activity.pid`); undefined when the handshake did not tell. */
  readonly backend: number | undefined;
}

/** Whether what a link shows is a statement (and no notification). */
export const isExchange = (message: unknown): message is Exchange =>
  typeof message === "object" && message !== null && "statement" in message && "statements" in message;
