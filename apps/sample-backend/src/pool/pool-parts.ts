import type { abandonStatement } from "./abandon-statement.ts";
import type { acquire } from "./acquire.ts";
import type { cancelQuery } from "./cancel-query.ts";
import type { openCircuit } from "./circuit.ts";
import type { closeConnection } from "./close-connection.ts";
import type { closePool } from "./close-pool.ts";
import type { countsAgainstCircuit } from "./counts-against-circuit.ts";
import type { dial } from "./dial.ts";
import type { dialFailed } from "./dial-failed.ts";
import type { dialSucceeded } from "./dial-succeeded.ts";
import type { discard } from "./discard.ts";
import type { distrustIdle } from "./distrust-idle.ts";
import type { exhaustion } from "./exhaustion.ts";
import type { failureOf } from "./failure-of.ts";
import type { growPool } from "./grow-pool.ts";
import type { inTransaction } from "./in-transaction.ts";
import type { isBelowSize } from "./is-below-size.ts";
import type { isRefusal } from "./is-refusal.ts";
import type { joinQueue } from "./join-queue.ts";
import type { leaveQueue } from "./leave-queue.ts";
import type { listenForLoss } from "./listen-for-loss.ts";
import type { loseConnection } from "./lose-connection.ts";
import type { mayDial } from "./may-dial.ts";
import type { mayOverflow } from "./may-overflow.ts";
import type { mayRetry } from "./may-retry.ts";
import type { nextWaiter } from "./next-waiter.ts";
import type { openConnection } from "./open-connection.ts";
import type { pauseBefore } from "./pause-before.ts";
import type { placeOfCheckout } from "./place-of-checkout.ts";
import type { reclaimLeak } from "./reclaim-leak.ts";
import type { redial } from "./redial.ts";
import type { refuseAtOnce } from "./refuse-at-once.ts";
import type { release } from "./release.ts";
import type { earnRetry, spendRetry } from "./retry-budget.ts";
import type { runStatement } from "./run-statement.ts";
import type { serveWaiters } from "./serve-waiters.ts";
import type { sessionSettings } from "./session-settings.ts";
import type { spoils } from "./spoils.ts";
import type { tellPlace } from "./tell-place.ts";
import type { trimOverflow } from "./trim-overflow.ts";
import type { waitForConnection } from "./wait-for-connection.ts";
import type { watchForLeak } from "./watch-for-leak.ts";
import type { withConnection } from "./with-connection.ts";
import type { withRetries } from "./with-retries.ts";
import type { withinBounds } from "./within-bounds.ts";

/** What a pool is composed of. Each part calls the others through this, so that any can be exchanged alone. */
export interface PoolParts {
  // the queue
  readonly acquire: typeof acquire;
  readonly placeOfCheckout: typeof placeOfCheckout;
  readonly refuseAtOnce: typeof refuseAtOnce;
  readonly waitForConnection: typeof waitForConnection;
  readonly joinQueue: typeof joinQueue;
  readonly leaveQueue: typeof leaveQueue;
  readonly nextWaiter: typeof nextWaiter;
  readonly serveWaiters: typeof serveWaiters;
  readonly exhaustion: typeof exhaustion;
  // the circuit
  readonly openCircuit: typeof openCircuit;
  readonly countsAgainstCircuit: typeof countsAgainstCircuit;
  // opening connections
  readonly growPool: typeof growPool;
  readonly mayDial: typeof mayDial;
  readonly isBelowSize: typeof isBelowSize;
  readonly mayOverflow: typeof mayOverflow;
  readonly openConnection: typeof openConnection;
  readonly dial: typeof dial;
  readonly sessionSettings: typeof sessionSettings;
  readonly dialSucceeded: typeof dialSucceeded;
  readonly dialFailed: typeof dialFailed;
  readonly isRefusal: typeof isRefusal;
  readonly redial: typeof redial;
  readonly pauseBefore: typeof pauseBefore;
  // the end of connections
  readonly listenForLoss: typeof listenForLoss;
  readonly loseConnection: typeof loseConnection;
  readonly release: typeof release;
  readonly spoils: typeof spoils;
  readonly discard: typeof discard;
  readonly distrustIdle: typeof distrustIdle;
  readonly trimOverflow: typeof trimOverflow;
  readonly closeConnection: typeof closeConnection;
  readonly closePool: typeof closePool;
  // leaks
  readonly watchForLeak: typeof watchForLeak;
  readonly reclaimLeak: typeof reclaimLeak;
  readonly tellPlace: typeof tellPlace;
  // statements
  readonly withConnection: typeof withConnection;
  readonly runStatement: typeof runStatement;
  readonly withinBounds: typeof withinBounds;
  readonly abandonStatement: typeof abandonStatement;
  readonly cancelQuery: typeof cancelQuery;
  readonly failureOf: typeof failureOf;
  readonly inTransaction: typeof inTransaction;
  // retries
  readonly withRetries: typeof withRetries;
  readonly mayRetry: typeof mayRetry;
  readonly spendRetry: typeof spendRetry;
  readonly earnRetry: typeof earnRetry;
}
