import { type Deadlines, defaultDeadlines } from "@chaos-packs/contract/pack";

/** Most leases that run out one after the other in a scenario: a fault for twice the lease, its detection, the same in a second job. */
const LEASES = 8;
/** Most redeliveries, one after the other: as many as a dead worker may stay away, one more, and that of what it then lost. */
const REDELIVERIES = 5;
/** Graces after which a worker that does not stop is killed. */
const GRACES = 2;
/** Status requests that a client would wait for before it gives one up. */
const STATUSES = 10;

/** What the waits of a scenario add up to at most, with all that the target promises about them; ms. */
export function deadlinesOfJobs({
  leaseMs = 0,
  redeliveryMs = 0,
  upstreamTimeoutMs = 0,
  cutterTimeoutMs = 0,
  cutAttempts = 0,
  graceMs = 0,
  recoverySlackMs = 0,
  statusWithinMs = 0,
}: Readonly<Record<string, number>>): Deadlines {
  const waits =
    LEASES * leaseMs +
    REDELIVERIES * redeliveryMs +
    2 * upstreamTimeoutMs +
    cutAttempts * cutterTimeoutMs +
    GRACES * graceMs +
    recoverySlackMs;
  return { scenarioMs: waits, operationMs: Math.max(defaultDeadlines.operationMs, STATUSES * statusWithinMs) };
}
