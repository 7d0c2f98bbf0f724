import { isChaosError } from "@chaos-packs/contract";
import type { RunFailure } from "../report/chaos-json.ts";

/** An error that ended a run, as code and message. The stack is kept only for an error that nobody has foreseen. */
export function failureOf(error: unknown): RunFailure {
  if (isChaosError(error)) return { code: error.code, message: error.message };
  if (!(error instanceof Error)) return { code: "RUN_FAILED", message: String(error) };
  if (error instanceof AggregateError) {
    const [first] = error.errors;
    const { code, message } = failureOf(first);
    return { code, message: `${error.message}: ${message}` };
  }
  if ("code" in error && typeof error.code === "string") return { code: error.code, message: error.message };
  return { code: "RUN_FAILED", message: error.stack ?? error.message };
}
