import { wait } from "../clock.ts";
import type { RuleDelay } from "../rules/rule-book.ts";

/** Resolves when all delays are over, each at its time or when it is healed, or at once when the connection is gone; undefined: there is none. */
export function waitOut(delays: readonly RuleDelay[], gone: AbortSignal): Promise<void> | undefined {
  const [first, ...rest] = delays;
  if (!first) return undefined;
  return wait(first.ms, AbortSignal.any([first.healed, gone])).then(() => waitOut(rest, gone));
}
