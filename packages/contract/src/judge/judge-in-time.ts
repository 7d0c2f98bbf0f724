import type { Interval } from "../stall.ts";
import { exceeded, holds, type Verdict } from "../verdict.ts";

/** What is promised about a time, ms: the time itself, and what the service may take beyond it. */
export interface TimePromise {
  readonly promisedMs: number;
  readonly slackMs: number;
}

/** Whether something came within the promised time. `describe` says what came, and after how many ms. */
export function judgeInTime(
  { from, to }: Interval,
  { promisedMs, slackMs }: TimePromise,
  describe: (tookMs: number) => string,
): Verdict {
  const tookMs = to - from;
  if (tookMs <= promisedMs + slackMs) return holds;
  return exceeded(`${describe(Math.round(tookMs))}; promised are ${promisedMs} ms`, {
    byMs: tookMs - promisedMs,
    from,
    to,
  });
}
