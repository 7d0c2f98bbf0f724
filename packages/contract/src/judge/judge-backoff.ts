import { exceeded, holds, unknown, type Verdict } from "../verdict.ts";
import type { Backoff } from "./backoff.ts";
import type { Redial } from "./redials.ts";

/** Pauses are measured where the dials arrive, so one late arrival makes the pause after it look shorter, ms. */
const ARRIVAL_MS = 10;

/** Whether no process dialled sooner than its backoff allows: pauses grow with each failure, less their jitter. */
export function judgeBackoff(processes: readonly (readonly Redial[])[], { jitter }: Backoff): Verdict {
  if (processes.every((redials) => redials.length === 0)) return unknown("no dial failed and was made again");
  const leastMs = ({ nominalMs }: Redial): number => nominalMs * (1 - jitter);
  const shortBy = (redial: Redial): number => leastMs(redial) - redial.pauseMs;
  for (const redials of processes) {
    const short = redials.filter((redial) => shortBy(redial) > ARRIVAL_MS);
    const [worst] = [...short].sort((a, b) => shortBy(b) - shortBy(a));
    if (worst)
      return exceeded(
        `${worst.who}: dial ${worst.dial} came ${Math.round(worst.pauseMs)} ms after ${worst.since}; the backoff allows it after ${Math.round(leastMs(worst))} ms`,
        // Each pause that is too short needs a late arrival of its own to explain it.
        {
          byMs: short.reduce((sum, redial) => sum + shortBy(redial), 0),
          from: Math.min(...short.map(({ from }) => from)),
          to: Math.max(...short.map(({ from, pauseMs }) => from + pauseMs)),
        },
      );
  }
  return holds;
}
