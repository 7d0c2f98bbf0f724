import type { Connection } from "./connection.ts";
import { QueryFailure, type QueryFailureKind } from "./query-failure.ts";
import { sqlStateOf } from "./sql-state-of.ts";

/** https://www.postgresql.org/docs/18/errcodes-appendix.html: a code of five characters, or the class that its first two are. */
const KINDS: Readonly<Record<string, QueryFailureKind>> = {
  "08": "lost",
  "22": "refused value",
  "23": "refused value",
  "25006": "read only",
  "25P03": "lost", // the server has ended a transaction that was idle for too long, and its session
  "40": "conflict",
  "53": "short of means",
  "55P03": "locked",
  "57014": "too slow",
  "57P01": "lost",
  "57P02": "lost",
  "57P03": "lost",
  "57P05": "lost",
};

/** What kind of failure an error is that came of a statement on this connection. */
export function failureOf(error: unknown, connection: Pick<Connection, "lost">): QueryFailure {
  if (error instanceof QueryFailure) return error;
  const state = sqlStateOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const kind =
    (state === undefined ? undefined : (KINDS[state] ?? KINDS[state.slice(0, 2)])) ??
    (connection.lost ? "lost" : "broken");
  return new QueryFailure(kind, WORDS[kind]?.(message) ?? message, { cause: error });
}

const WORDS: Partial<Record<QueryFailureKind, (message: string) => string>> = {
  lost: (message) => `the connection to the database was lost: ${message}`,
  conflict: (message) => `the transaction met another one: ${message}`,
  "read only": (message) => `the database takes no writes: ${message}`,
  "too slow": (message) => `the query took too long: ${message}`,
  locked: (message) => `the lock that it needs was not free in time: ${message}`,
  "short of means": (message) => `the database has run out of means: ${message}`,
};
