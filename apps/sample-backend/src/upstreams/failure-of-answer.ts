import { wallClock } from "../clock.ts";
import { Failure } from "../failure.ts";

/** What an upstream's status means: 429 and 5xx are worth another try, any other refusal is not; undefined for success. */
export function failureOfAnswer(
  status: number,
  retryAfter?: string,
  nowMs: () => number = wallClock,
): Failure | undefined {
  if (status >= 200 && status < 300) return undefined;
  const message = `the upstream answered ${status}`;
  if (status !== 429 && status < 500) return new Failure("hopeless", message);
  return new Failure("refused", message, { retryAfterMs: retryAfterMs(retryAfter, nowMs) });
}

/** The wait that a Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3). */
function retryAfterMs(header: string | undefined, nowMs: () => number): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
