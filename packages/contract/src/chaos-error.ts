/** What a user needs to mend a mistake: what was expected, what came, and what to do about it. */
export interface ErrorParts {
  readonly expected: string;
  readonly came: string;
  readonly todo: string;
  readonly cause?: unknown;
}

/**
 * The one error class of the project. Match it by `code` (`isChaosError(error, "UNKNOWN_ROLE")`), never by `instanceof`:
 * two copies of this package may be installed.
 */
export class ChaosError extends Error {
  override readonly name = "ChaosError";
  readonly code: string;
  readonly expected: string;
  readonly came: string;
  readonly todo: string;

  constructor(code: string, { expected, came, todo, cause }: ErrorParts) {
    super(`${code}: expected ${expected}, but ${came}. ${todo}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.expected = expected;
    this.came = came;
    this.todo = todo;
  }
}

/** Whether `error` is a ChaosError (of any copy of this package), and of that code when one is given. */
export function isChaosError(error: unknown, code?: string): error is ChaosError {
  if (!(error instanceof Error) || error.name !== "ChaosError" || !("code" in error)) return false;
  return code === undefined || error.code === code;
}
