import { field, type Result } from "@chaos-packs/contract/pack";
import type { Call } from "./calls-seen.ts";

type Failed = Extract<Result, { status: "failed" }>;

/** Whether a call was answered, with a failure. */
export const isFailed = <C extends Call>(call: C): call is C & { readonly result: Failed } =>
  call.result.status === "failed";

/** What a failed answer says in words. */
export function errorTextOf({ body, error }: Failed): string {
  const said = field(body, "error");
  if (typeof said === "string") return said;
  return body === undefined || body === null ? "" : typeof body === "string" ? body : error;
}

/** After how many seconds a failed answer asks to be tried again. */
export function retryAfterOf({ headers }: Failed): number | undefined {
  const seconds = Number(headers?.["retry-after"] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/** What is unclear about how a call ended; undefined when nothing is. */
export function unclear({ result, hungUp }: Call): string | undefined {
  if (result.status === "ok" || hungUp) return undefined;
  if (result.status === "unknown") return `had no answer (${result.error})`;
  if (result.httpStatus === undefined || result.httpStatus === 500)
    return `failed as if the service were broken (${result.error})`;
  if (errorTextOf(result).trim() === "") return "failed without saying why";
  if (result.httpStatus === 503 && retryAfterOf(result) === undefined) return "answered 503 without a Retry-After";
  return undefined;
}
