import type { ServiceStates } from "./service-state.ts";

/** How much of the service works. */
export type Mode = "NORMAL" | "DEGRADED" | "MINIMAL" | "OFFLINE";

/**
 * The mode that follows from how the services stand. OFFLINE: every critical one is down. MINIMAL: two critical ones are, or
 * one whose fallback cannot carry it. DEGRADED: one that is carried, or one that is not critical. Where there is but one
 * critical service, its fallback decides between the first and the last.
 */
export function modeOf(services: ServiceStates): Mode {
  const states = Object.values(services);
  const critical = states.filter(({ rule }) => rule.isCritical);
  const down = critical.filter(({ hasFailed }) => hasFailed);
  const isCarried = down.every((state) => state.isCarried);
  if (down.length > 0 && down.length === critical.length && (down.length > 1 || !isCarried)) return "OFFLINE";
  if (down.length > 1 || !isCarried) return "MINIMAL";
  return states.some(({ hasFailed }) => hasFailed) ? "DEGRADED" : "NORMAL";
}
