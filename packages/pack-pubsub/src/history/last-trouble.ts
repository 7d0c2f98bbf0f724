import {
  type ConnectionSeen,
  connectionsSeen,
  dialsFailedBy,
  type FaultSeen,
  faultsSeen,
  type History,
} from "@chaos-packs/contract/pack";
import { failuresSeen, isOfOne } from "./dials-seen.ts";
import { mostOf, trait } from "./messages-seen.ts";

/**
 * When the last fault before a time was over, or the last connection failed that it made fail, ms; undefined when none had
 * struck. What nobody has promised to notice may have been noticed at any time. Not of account is what the service itself hangs up when nothing is in its way any more: that is part of its recovery.
 */
export function lastTrouble(history: History, before: number): number | undefined {
  const faults = faultsSeen(history).filter(({ at }) => at <= before);
  if (faults.length === 0) return undefined;
  const dials = connectionsSeen(history);
  const failed = failuresSeen(history);
  const losses = dials.flatMap((dial, index) => {
    const failedAt = failed[index] ?? Number.POSITIVE_INFINITY;
    const isGranted = faults.some((fault) => grants(history, fault, { dial, failedAt, dials, before }));
    return isGranted && failedAt <= before ? [failedAt] : [];
  });
  return Math.max(...faults.map((fault) => (isHealed(fault, before) ? fault.until : fault.at)), ...losses);
}

const isHealed = ({ until }: FaultSeen, before: number): boolean => until <= before;

interface Failed {
  readonly dial: ConnectionSeen;
  readonly failedAt: number;
  readonly dials: readonly ConnectionSeen[];
  readonly before: number;
}

/** Whether a connection failed because of a fault. */
function grants(history: History, fault: FaultSeen, { dial, failedAt, dials, before }: Failed): boolean {
  const { at, until } = fault;
  const slack = trait(history, "slackMs");
  if (failedAt < (fault.begunAt ?? at)) return false;
  const healedAt = isHealed(fault, before) ? until : undefined;
  // What was open when it struck is lost at once, or is noticed to be dead.
  if (dial.dialledAt <= at) return failedAt <= Math.max(healedAt ?? at, at + mostOf(history, "noticeWithinMs") + slack);
  // What was dialled while nothing could be heard ends with the time that a dial may take.
  const givenUpAt = dial.dialledAt + mostOf(history, "connectTimeoutMs") + slack;
  if (healedAt !== undefined) return dial.dialledAt <= healedAt && failedAt <= Math.max(healedAt, givenUpAt);
  const those = dials.filter((other) => isOfOne(other, dial) && other.dialledAt > at);
  return those.indexOf(dial) < dialsFailedBy(fault) && failedAt <= givenUpAt;
}
