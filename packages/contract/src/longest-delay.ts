import { ChaosError } from "./chaos-error.ts";

/** The longest that a timer of Node can wait, ms: 24.8 days. A longer one would fire after 1 ms (https://nodejs.org/api/timers.html). */
export const LONGEST_DELAY_MS: number = 2 ** 31 - 1;

/** Whether a timer can wait so many ms. */
export const isDelay = (ms: unknown): ms is number => typeof ms === "number" && ms >= 0 && ms <= LONGEST_DELAY_MS;

/** Throws BAD_DELAY unless a timer can wait so many ms; `what` names them (`ms of delay`). */
export function checkDelay(what: string, ms: unknown): void {
  if (isDelay(ms)) return;
  throw new ChaosError("BAD_DELAY", {
    expected: `${what} to be a number of ms from 0 to ${LONGEST_DELAY_MS} (2^31 - 1, the longest that a timer can wait)`,
    came: `it is ${ms === undefined ? "missing" : String(ms)}`,
    todo: "Pass fewer ms; for a connection that answers nothing until the heal, use blackhole or partition.",
  });
}
