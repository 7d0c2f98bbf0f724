import { type ChaosError, isChaosError } from "@chaos-packs/contract/kind";
import { describeProblem, type Problem } from "./problem.ts";

/** An answer that says what went wrong: Toxiproxy's two fields, and ours behind them. */
export interface ErrorReply {
  /** As Toxiproxy words it, where it knows the case. */
  readonly error: string;
  readonly status: number;
  readonly code: string;
  readonly came?: string;
  readonly todo?: string;
  /** Everything that is wrong with the request's body. */
  readonly problems?: readonly Problem[];
}

/** The status of an error, and its wording in Toxiproxy (https://github.com/Shopify/toxiproxy/blob/main/api.go). */
const known: Readonly<Record<string, readonly [status: number, error?: string]>> = {
  PROXY_NOT_FOUND: [404, "proxy not found"],
  TOXIC_NOT_FOUND: [404, "toxic not found"],
  CONNECTION_NOT_FOUND: [404, "connection not found"],
  ROUTE_NOT_FOUND: [404, "404 page not found"],
  PROXY_EXISTS: [409, "proxy already exists"],
  TOXIC_EXISTS: [409, "toxic already exists"],
  NOT_LOOPBACK: [400],
  METHOD_NOT_ALLOWED: [405, "method not allowed"],
  TOKEN_WRONG: [401, "token missing or wrong"],
  BROWSER_REFUSED: [403, "browsers are not allowed"],
  HOST_REFUSED: [403, "host not allowed"],
  BODY_TOO_LARGE: [413, "request body too large"],
  CLOSING: [503, "closing"],
};

/** The answer to an error. What we do not know is 500, as is a port that cannot be listened on: so has Toxiproxy it. */
export function replyToError(error: unknown): ErrorReply {
  if (!isChaosError(error)) return { error: String(error), status: 500, code: "FAILED" };
  if (error.code === "BODY_NOT_POSSIBLE" || error.code === "TOXIC_NOT_POSSIBLE") {
    return { error: `bad request body: ${sentenceOf(error)}`, status: 400, code: error.code, todo: error.todo };
  }
  const [status, wording] = known[error.code] ?? [500];
  const { code, came, todo } = error;
  return wording === undefined
    ? { error: sentenceOf(error), status, code, todo }
    : { error: wording, status, code, came, todo };
}

/** The answer to a body that is not what it should be. */
export function replyToProblems(problems: readonly [Problem, ...Problem[]]): ErrorReply {
  // Toxiproxy decodes the whole body before it looks for what is missing.
  const first = problems.find(({ code }) => code === "BODY_NOT_POSSIBLE") ?? problems[0];
  return { error: wordingOf(first), status: 400, code: first.code, problems };
}

const sentenceOf = ({ expected, came }: ChaosError): string => `expected ${expected}, but ${came}`;

function wordingOf(problem: Problem): string {
  switch (problem.code) {
    case "MISSING_FIELD":
      return `missing required field: ${fieldOf(problem.path)}`;
    case "STREAM_NOT_KNOWN":
      return "stream was invalid, can be either upstream or downstream";
    case "TOXIC_TYPE_NOT_KNOWN":
      return "invalid toxic type";
    default:
      return `bad request body: ${describeProblem(problem)}`;
  }
}

/** `[2].upstream` is "upstream at proxy 3" in Toxiproxy. */
function fieldOf(path: string): string {
  const found = /^\[(\d+)\]\.(\w+)$/.exec(path);
  return found ? `${found[2]} at proxy ${Number(found[1]) + 1}` : path;
}
