import { QueryFailure, type QueryFailureKind } from "../pool/query-failure.ts";

/** How a request is answered that could not be served. */
export interface FailedAnswer {
  readonly status: 409 | 422 | 500 | 503 | 504;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string | number>>;
}

const ANSWERS: Readonly<Record<QueryFailureKind, readonly [FailedAnswer["status"], string]>> = {
  "no connection": [503, "NO_CONNECTION"],
  "circuit open": [503, "CIRCUIT_OPEN"],
  refused: [503, "DATABASE_REFUSES"],
  stopping: [503, "STOPPING"],
  lost: [503, "CONNECTION_LOST"],
  conflict: [503, "CONFLICT"],
  "read only": [503, "READ_ONLY"],
  locked: [503, "LOCKED"],
  "short of means": [503, "SHORT_OF_MEANS"],
  abandoned: [503, "ABANDONED"],
  silent: [504, "NO_ANSWER"],
  "too slow": [504, "TOO_SLOW"],
  taken: [409, "TAKEN"],
  "refused value": [422, "REFUSED_VALUE"],
  broken: [500, "BROKEN"],
};
const MS_PER_SECOND = 1_000;

/** The answer to a request that failed: a status, a code, words and numbers; and when asking again makes sense, after how many seconds. */
export function answerFailure(error: unknown): FailedAnswer {
  const failure = error instanceof QueryFailure ? error : new QueryFailure("broken", "the service has failed");
  const [status, code] = ANSWERS[failure.kind];
  const retryAfterMs = failure.numbers["retryAfterMs"] ?? 0;
  return {
    status,
    // Whole seconds are all that the header knows: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
    headers: status === 503 ? { "retry-after": String(Math.max(1, Math.ceil(retryAfterMs / MS_PER_SECOND))) } : {},
    body: { error: failure.message, code, ...failure.numbers },
  };
}
