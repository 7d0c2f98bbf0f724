import {
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  handleWhen,
  type IPolicy,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from "cockatiel";
import type { LiveConfig } from "../live-config.ts";
import type { LiveParts } from "../live-parts.ts";

/** How a message is given to Redis: several tries with pauses, all within one time, behind a circuit, and only so many side by side. */
export function openPublishing(
  { tries, backoff, publishWithinMs, circuit, sideBySide, outboxMost }: LiveConfig,
  parts: LiveParts,
): IPolicy {
  const pauseAfter = (failures: number) => ({
    duration: parts.pauseBefore(failures, backoff),
    next: () => pauseAfter(failures + 1),
  });
  return wrap(
    timeout(publishWithinMs, TimeoutStrategy.Aggressive),
    retry(handleWhen(parts.mayTryAgain), { maxAttempts: tries - 1, backoff: { next: () => pauseAfter(1) } }),
    circuitBreaker(handleAll, { halfOpenAfter: circuit.openMs, breaker: new ConsecutiveBreaker(circuit.threshold) }),
    bulkhead(sideBySide, outboxMost),
  );
}

/** How history is read: only so much at a time, so that a thousand clients that come back together are no stampede. */
export const openReading = ({ sideBySide }: LiveConfig): IPolicy => bulkhead(sideBySide, Number.POSITIVE_INFINITY);
