import { type Deadlines, defaultDeadlines } from "@chaos-packs/contract/pack";

/** Most failed dials in a row that a scenario waits for, each with its pause. */
const FAILED_DIALS = 8;
/** Most publishes, one after the other, that go the whole way to the fallback. */
const PUBLISHES = 6;
/** Graces after which a service that does not stop is killed. */
const GRACES = 2;
/** Most waits for a message or a mode, one after the other. */
const WAITS = 3;

/** What the waits of a scenario add up to at most, with all that the target promises about them; ms. */
export function deadlinesOfBroadcast({
  connectTimeoutMs = 0,
  noticeWithinMs = 0,
  backoffMostMs = 0,
  publishWithinMs = 0,
  deliverWithinMs = 0,
  recoverWithinMs = 0,
  modeWithinMs = 0,
  keepAliveMs = 0,
  giveUpWithinMs = 0,
  graceMs = 0,
  slackMs = 0,
}: Readonly<Record<string, number>>): Deadlines {
  const longest = Math.max(
    FAILED_DIALS * backoffMostMs + connectTimeoutMs,
    GRACES * graceMs,
    PUBLISHES * publishWithinMs,
  );
  const waits = WAITS * (deliverWithinMs + modeWithinMs + slackMs);
  return {
    scenarioMs: longest + noticeWithinMs + recoverWithinMs + giveUpWithinMs + 5 * keepAliveMs + waits,
    operationMs: Math.max(defaultDeadlines.operationMs, 2 * publishWithinMs),
  };
}
