/** What is wrong with one place of a JSON document. */
export interface Problem {
  /** Where: `[2].toxics[0].attributes.latency`; "" is the whole. */
  readonly path: string;
  readonly code: ProblemCode;
  readonly expected: string;
  readonly came: string;
}

/** The kinds of problems; `BODY_NOT_POSSIBLE` is all that Toxiproxy calls a bad request body. */
export type ProblemCode =
  | "BODY_NOT_POSSIBLE"
  | "MISSING_FIELD"
  | "STREAM_NOT_KNOWN"
  | "TOXIC_TYPE_NOT_KNOWN"
  | "TOXIC_NOT_POSSIBLE"
  | "ADDRESS_NOT_POSSIBLE"
  | "NOT_LOOPBACK"
  | "DUPLICATE";

/** What was read from a document, or everything that is wrong with it. */
export type Reading<T> = { readonly value: T } | { readonly problems: readonly [Problem, ...Problem[]] };

/** What was read, unless there are problems. */
export function readingOf<T>(value: T | undefined, problems: readonly Problem[]): Reading<T> {
  const [first, ...rest] = problems;
  if (first) return { problems: [first, ...rest] };
  if (value !== undefined) return { value };
  return { problems: [{ path: "", code: "BODY_NOT_POSSIBLE", expected: "something", came: "nothing was read" }] };
}

/** The path of a field below a path. */
export const below = (path: string, key: string | number): string => {
  if (typeof key === "number") return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
};

/** One line for people. */
export const describeProblem = ({ path, expected, came }: Problem): string =>
  `${path === "" ? "the whole" : path}: expected ${expected}, but ${came}`;
