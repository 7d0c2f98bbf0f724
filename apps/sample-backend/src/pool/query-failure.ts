/**
 * Why a request could not be served.
 * - `no connection`: it waited as long as it may
 * - `circuit open`, `refused`, `stopping`: nobody waits, because nobody would be served
 * - `lost`: the connection broke; what was under way may have happened or not
 * - `silent`: no answer for so long that the connection is taken for dead, likewise
 * - `conflict`: the transaction met another one (serialization failure, deadlock) and was rolled back
 * - `read only`: the server takes no writes, as after a failover
 * - `too slow`: the query timeout has ended the statement
 * - `locked`: the lock that it needs was not free in time
 * - `short of means`: the server has run out of something (memory, disk, connections)
 * - `taken`: another wish has made what this one would make
 * - `refused value`: the database does not take the value
 * - `abandoned`: the client has gone
 * - `broken`: none of these
 */
export type QueryFailureKind =
  | "no connection"
  | "circuit open"
  | "refused"
  | "stopping"
  | "lost"
  | "silent"
  | "conflict"
  | "read only"
  | "too slow"
  | "locked"
  | "short of means"
  | "taken"
  | "refused value"
  | "abandoned"
  | "broken";

/** A request to the database that failed, with what is to be done about it, and numbers for whoever reads the answer. */
export class QueryFailure extends Error {
  readonly kind: QueryFailureKind;
  readonly numbers: Readonly<Record<string, number>>;

  constructor(
    kind: QueryFailureKind,
    message: string,
    { cause, numbers = {} }: { cause?: unknown; numbers?: Readonly<Record<string, number>> } = {},
  ) {
    super(message, { cause });
    this.name = "QueryFailure";
    this.kind = kind;
    this.numbers = numbers;
  }
}

/** What kind of failure an error is. */
export const kindOfFailure = (error: unknown): QueryFailureKind =>
  error instanceof QueryFailure ? error.kind : "broken";
