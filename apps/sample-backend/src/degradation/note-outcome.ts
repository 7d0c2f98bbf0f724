import type { ServiceState } from "./service-state.ts";

/** What has been learned of a service: it did its work, or not; `time`: nothing new, but time has gone by; or whether its fallback can carry it. */
export type Outcome = "healthy" | "failed" | "time" | { readonly isCarried: boolean };

/**
 * How a service stands after an outcome at `now`, ms of a clock that only goes forward. A failure begins its recovery anew. A
 * fallback that could not carry it, and can again, counts after the recovery time too: no step back is taken at once.
 */
export function noteOutcome(before: ServiceState, outcome: Outcome, now: number): ServiceState {
  const state = noteFallback(before, outcome, now);
  if (typeof outcome === "object") return state;
  if (outcome === "failed") {
    const failures = state.failures + 1;
    const hasFailed = state.hasFailed || failures >= state.rule.threshold;
    return { ...state, failures, hasFailed, healthySince: undefined };
  }
  const healthySince = outcome === "healthy" ? (state.healthySince ?? now) : state.healthySince;
  if (!state.hasFailed) return outcome === "healthy" ? { ...state, failures: 0, healthySince: undefined } : state;
  const isBack = healthySince !== undefined && now - healthySince >= state.rule.recoveryMs;
  if (isBack) return { ...state, failures: 0, hasFailed: false, healthySince: undefined };
  return outcome === "healthy" ? { ...state, failures: 0, healthySince } : state;
}

function noteFallback(state: ServiceState, outcome: Outcome, now: number): ServiceState {
  if (typeof outcome === "object" && !outcome.isCarried) return { ...state, isCarried: false, carriedSince: undefined };
  if (typeof outcome !== "object" && state.carriedSince === undefined) return state;
  if (state.isCarried) return state;
  const carriedSince = state.carriedSince ?? now;
  const isBack = !state.hasFailed || now - carriedSince >= state.rule.recoveryMs;
  return { ...state, isCarried: isBack, carriedSince: isBack ? undefined : carriedSince };
}
