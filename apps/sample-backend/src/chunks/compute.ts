import { monotonic } from "../clock.ts";

/** Computes for so long without ever giving way, as real work on an answer may. */
export function compute(busyMs: number): void {
  const until = monotonic() + busyMs;
  while (monotonic() < until);
}
