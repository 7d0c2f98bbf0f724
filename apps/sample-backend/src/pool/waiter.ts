import type { Connection } from "./connection.ts";
import type { QueryFailure } from "./query-failure.ts";

/** A request that waits for a connection. */
export interface Waiter {
  /** ms of a clock that only goes forward. */
  readonly since: number;
  /** It has waited so long that an extra connection may be opened for it. */
  isOverdue: boolean;
  serve(connection: Connection): void;
  fail(failure: QueryFailure): void;
}
