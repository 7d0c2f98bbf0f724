import { type Deadlines, defaultDeadlines } from "@chaos-packs/contract/pack";

/** The longest query that a scenario asks for, in query timeouts. */
const TIMEOUTS = 4;
/** The longest that a transaction is left alone, in its timeouts. */
const IDLE = 2;
/** Most dials in a row that a scenario lets fail, each at its timeout and with its pause. */
const FAILED_DIALS = 5;
/** Graces after which a service that does not stop is killed. */
const GRACES = 2;
/** Most waits for a connection, one after the other. */
const WAITS = 4;

/** What the waits of a scenario add up to at most, with all that the target promises about them; ms. */
export function deadlinesOfQueries({
  queryTimeoutMs = 0,
  connectTimeoutMs = 0,
  backoffMostMs = 0,
  acquireTimeoutMs = 0,
  lockTimeoutMs = 0,
  leakAfterMs = 0,
  idleTransactionMs = 0,
  reconnectWithinMs = 0,
  graceMs = 0,
  tries = 0,
  slackMs = 0,
}: Readonly<Record<string, number>>): Deadlines {
  const longest = Math.max(
    TIMEOUTS * queryTimeoutMs,
    FAILED_DIALS * (connectTimeoutMs + backoffMostMs),
    GRACES * graceMs,
  );
  const others = leakAfterMs + IDLE * idleTransactionMs + lockTimeoutMs + reconnectWithinMs;
  return {
    scenarioMs: longest + others + WAITS * (acquireTimeoutMs + slackMs),
    operationMs: Math.max(defaultDeadlines.operationMs, tries * (queryTimeoutMs + backoffMostMs)),
  };
}
