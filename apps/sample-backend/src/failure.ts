/**
 * Why work could not be done.
 * - `unavailable`: something it stands on is away; costs no attempt, tried again when it is back
 * - `refused`: the upstream failed; costs an attempt
 * - `lost`: somebody else has the lease now; nothing more may be written
 * - `hopeless`: no retry can help; the job fails
 */
export type FailureKind = "unavailable" | "refused" | "lost" | "hopeless";

/** An error that says what is to be done about it. */
export class Failure extends Error {
  readonly kind: FailureKind;
  /** ms to wait before the next try, when the other side said so. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: FailureKind,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "Failure";
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** What kind of failure an error is; one of unknown origin is taken for something being away. */
export const kindOf = (error: unknown): FailureKind => (error instanceof Failure ? error.kind : "unavailable");

/** The message of anything thrown. */
export const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && !error.message) return error.errors.map(messageOf).join("; ");
  return error.message || error.name;
};
