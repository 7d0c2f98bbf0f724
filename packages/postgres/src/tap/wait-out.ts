import { pause } from "../clock.ts";
import type { RuleInForce } from "../rules/rule-book.ts";

/** Waits for one delay after the other; each ends early when its rule is healed, and all when the connection is gone. */
export const waitOut = (delays: readonly RuleInForce[], closed: AbortSignal): Promise<void> =>
  delays.reduce(
    (before, { rule, healed }) => before.then(() => pause(rule.delayMs ?? 0, AbortSignal.any([healed, closed]))),
    Promise.resolve(),
  );
