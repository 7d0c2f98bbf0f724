import { describeValue } from "./target-problem.ts";

/** What somebody's code threw, with the first line of its stack that is a file's. */
export function describeThrown(error: unknown): string {
  if (!(error instanceof Error)) return describeValue(error);
  const line = error.stack?.split("\n").find((each) => /^\s+at (?!.*\bnode:).*:\d+:\d+\)?$/.test(each));
  return `${error.name}: ${error.message}${line === undefined ? "" : ` (${line.trim()})`}`;
}
