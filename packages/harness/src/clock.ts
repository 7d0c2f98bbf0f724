import { setTimeout as timer } from "node:timers/promises";

export { now } from "@chaos-packs/proxy";

/** The wall clock as ISO 8601, for reports. */
export const isoTime = (): string => new Date().toISOString();

/** Resolves after `ms`; rejects when the signal aborts. Does not keep the process alive by itself. */
export const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  timer(ms, undefined, { ref: true, ...(signal && { signal }) });

/** Calls again and again, every `ms`, until it is disposed of; does not keep the process alive by itself. */
export function every(ms: number, call: () => void): Disposable {
  const ticking = setInterval(call, ms).unref();
  return { [Symbol.dispose]: () => clearInterval(ticking) };
}

/** The wall clock, ms: it goes on while the machine sleeps, and jumps when somebody sets it. */
export const wallClock = (): number => Date.now();
