import { ChaosError } from "@chaos-packs/contract";

/** What is wrong with a target, and where: `target.roles.worker.replicas`. */
export interface TargetProblem {
  readonly path: string;
  /** What stands there instead. */
  readonly value: unknown;
  /** Completes "expected <path> to be …". */
  readonly expected: string;
  readonly todo: string;
  /** Default MALFORMED_TARGET. */
  readonly code?: string;
}

/** The coded error for a problem of a target. */
export const targetError = ({ path, value, expected, todo, code = "MALFORMED_TARGET" }: TargetProblem): ChaosError =>
  new ChaosError(code, { expected: `${path} to be ${expected}`, came: `it is ${describeValue(value)}`, todo });

const LONGEST = 60;

/** A value in a few words, whatever it is: it may be of any type, and even its own methods may throw. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "string") return value === "" ? "empty" : `"${shortened(value)}"`;
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol" || typeof value === "bigint") return `a ${typeof value}`;
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (isRecord(value)) {
    const keys = Object.keys(value);
    return keys.length === 0 ? "an object with nothing in it" : `an object with ${shortened(keys.join(", "))}`;
  }
  return String(value);
}

/** Whether it is an object with keys. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** `target.roles.worker`, or `target.roles["my worker"]`. */
export const at = (path: string, key: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;

/** Whether a number is a whole one within bounds. */
export const isWholeFrom = (value: unknown, least: number, most: number = Number.MAX_SAFE_INTEGER): boolean =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;

/**
 * The problem of a name that turns up in paths of folders, names of databases and messages, if it has one: letters, digits,
 * `-`, `_` and `.`, and none that every object has already (`constructor`, `__proto__`).
 */
export function nameProblem(path: string, name: unknown): TargetProblem | undefined {
  if (typeof name === "string" && /^[A-Za-z0-9][\w.-]*$/.test(name) && !(name in Object.prototype)) return undefined;
  return {
    path,
    value: name,
    expected: "a name of letters, digits, -, _ and .",
    todo: "Rename it, and whatever refers to it.",
  };
}
