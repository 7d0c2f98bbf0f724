import { abandonStatement } from "./abandon-statement.ts";
import { acquire } from "./acquire.ts";
import { cancelQuery } from "./cancel-query.ts";
import { openCircuit } from "./circuit.ts";
import { closeConnection } from "./close-connection.ts";
import { closePool } from "./close-pool.ts";
import { countsAgainstCircuit } from "./counts-against-circuit.ts";
import { dial } from "./dial.ts";
import { dialFailed } from "./dial-failed.ts";
import { dialSucceeded } from "./dial-succeeded.ts";
import { discard } from "./discard.ts";
import { distrustIdle } from "./distrust-idle.ts";
import { exhaustion } from "./exhaustion.ts";
import { failureOf } from "./failure-of.ts";
import { growPool } from "./grow-pool.ts";
import { inTransaction } from "./in-transaction.ts";
import { isBelowSize } from "./is-below-size.ts";
import { isRefusal } from "./is-refusal.ts";
import { joinQueue } from "./join-queue.ts";
import { leaveQueue } from "./leave-queue.ts";
import { listenForLoss } from "./listen-for-loss.ts";
import { loseConnection } from "./lose-connection.ts";
import { mayDial } from "./may-dial.ts";
import { mayOverflow } from "./may-overflow.ts";
import { mayRetry } from "./may-retry.ts";
import { nextWaiter } from "./next-waiter.ts";
import { openConnection } from "./open-connection.ts";
import { pauseBefore } from "./pause-before.ts";
import { placeOfCheckout } from "./place-of-checkout.ts";
import type { PoolParts } from "./pool-parts.ts";
import { reclaimLeak } from "./reclaim-leak.ts";
import { redial } from "./redial.ts";
import { refuseAtOnce } from "./refuse-at-once.ts";
import { release } from "./release.ts";
import { earnRetry, spendRetry } from "./retry-budget.ts";
import { runStatement } from "./run-statement.ts";
import { serveWaiters } from "./serve-waiters.ts";
import { sessionSettings } from "./session-settings.ts";
import { spoils } from "./spoils.ts";
import { tellPlace } from "./tell-place.ts";
import { trimOverflow } from "./trim-overflow.ts";
import { waitForConnection } from "./wait-for-connection.ts";
import { watchForLeak } from "./watch-for-leak.ts";
import { withConnection } from "./with-connection.ts";
import { withRetries } from "./with-retries.ts";
import { withinBounds } from "./within-bounds.ts";

/** A pool as it should be. */
export const soundPool: PoolParts = {
  acquire,
  placeOfCheckout,
  refuseAtOnce,
  waitForConnection,
  joinQueue,
  leaveQueue,
  nextWaiter,
  serveWaiters,
  exhaustion,
  openCircuit,
  countsAgainstCircuit,
  growPool,
  mayDial,
  isBelowSize,
  mayOverflow,
  openConnection,
  dial,
  sessionSettings,
  dialSucceeded,
  dialFailed,
  isRefusal,
  redial,
  pauseBefore,
  listenForLoss,
  loseConnection,
  release,
  spoils,
  discard,
  distrustIdle,
  trimOverflow,
  closeConnection,
  closePool,
  watchForLeak,
  reclaimLeak,
  tellPlace,
  withConnection,
  runStatement,
  withinBounds,
  abandonStatement,
  cancelQuery,
  failureOf,
  inTransaction,
  withRetries,
  mayRetry,
  spendRetry,
  earnRetry,
};
