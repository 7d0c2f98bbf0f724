import { scenario as abortReturnsConnection } from "./abort-returns-connection.ts";
import { scenario as adminShutdownMidQuery } from "./admin-shutdown-mid-query.ts";
import { scenario as clientAbortCancelsQuery } from "./client-abort-cancels-query.ts";
import { scenario as commitAnswerLost } from "./commit-answer-lost.ts";
import { scenario as connectionRefused } from "./connection-refused.ts";
import { scenario as deadlockRetried } from "./deadlock-retried.ts";
import { scenario as errorPathReturnsConnection } from "./error-path-returns-connection.ts";
import { scenario as exhaustionBacksOff } from "./exhaustion-backs-off.ts";
import { scenario as exhaustionOpensCircuit } from "./exhaustion-opens-circuit.ts";
import { scenario as fiftyOnFive } from "./fifty-on-five.ts";
import { scenario as handshakesFailThenHeal } from "./handshakes-fail-then-heal.ts";
import { scenario as healthAnswersUnderExhaustion } from "./health-answers-under-exhaustion.ts";
import { scenario as idleClientError } from "./idle-client-error.ts";
import { scenario as intermittentFailures } from "./intermittent-failures.ts";
import { scenario as leakIsDetected } from "./leak-is-detected.ts";
import { scenario as leakIsReclaimed } from "./leak-is-reclaimed.ts";
import { scenario as lockWaitIsBounded } from "./lock-wait-is-bounded.ts";
import { scenario as longQueryCancelled } from "./long-query-cancelled.ts";
import { scenario as lostMidTransaction } from "./lost-mid-transaction.ts";
import { scenario as overflowUnderPressure } from "./overflow-under-pressure.ts";
import { scenario as partialWriteRolledBack } from "./partial-write-rolled-back.ts";
import { scenario as poolDrainsOnShutdown } from "./pool-drains-on-shutdown.ts";
import { scenario as poolTimeoutIsClear } from "./pool-timeout-is-clear.ts";
import { scenario as poolTimeoutRecovers } from "./pool-timeout-recovers.ts";
import { scenario as readOnlyFailover } from "./read-only-failover.ts";
import { scenario as reconnectIsNoStampede } from "./reconnect-is-no-stampede.ts";
import { scenario as secondFailureWhileReconnecting } from "./second-failure-while-reconnecting.ts";
import { scenario as serializationFailureRetried } from "./serialization-failure-retried.ts";
import { scenario as serverRestart } from "./server-restart.ts";
import { scenario as serverStartingUp } from "./server-starting-up.ts";
import { scenario as sessionStateSurvives } from "./session-state-survives.ts";
import { scenario as shutdownWhileDatabaseDown } from "./shutdown-while-database-down.ts";
import { scenario as silentAccept } from "./silent-accept.ts";
import { scenario as silentlyDroppedConnection } from "./silently-dropped-connection.ts";
import { scenario as slowDatabaseServesCache } from "./slow-database-serves-cache.ts";
import { scenario as staleConnectionRecycled } from "./stale-connection-recycled.ts";
import { scenario as tooManyConnections } from "./too-many-connections.ts";
import { scenario as transactionTimeout } from "./transaction-timeout.ts";
import { scenario as uniqueViolationRace } from "./unique-violation-race.ts";
import { scenario as waitersAreFair } from "./waiters-are-fair.ts";

/** Every scenario of the pack by its id, which is the name of its file; a test compares this list with the folder. */
export const scenarios = {
  "fifty-on-five": fiftyOnFive,
  "waiters-are-fair": waitersAreFair,
  "pool-timeout-is-clear": poolTimeoutIsClear,
  "pool-timeout-recovers": poolTimeoutRecovers,
  "exhaustion-backs-off": exhaustionBacksOff,
  "exhaustion-opens-circuit": exhaustionOpensCircuit,
  "health-answers-under-exhaustion": healthAnswersUnderExhaustion,
  "leak-is-detected": leakIsDetected,
  "leak-is-reclaimed": leakIsReclaimed,
  "error-path-returns-connection": errorPathReturnsConnection,
  "abort-returns-connection": abortReturnsConnection,
  "long-query-cancelled": longQueryCancelled,
  "client-abort-cancels-query": clientAbortCancelsQuery,
  "stale-connection-recycled": staleConnectionRecycled,
  "silently-dropped-connection": silentlyDroppedConnection,
  "overflow-under-pressure": overflowUnderPressure,
  "connection-refused": connectionRefused,
  "too-many-connections": tooManyConnections,
  "server-starting-up": serverStartingUp,
  "server-restart": serverRestart,
  "admin-shutdown-mid-query": adminShutdownMidQuery,
  "idle-client-error": idleClientError,
  "lost-mid-transaction": lostMidTransaction,
  "partial-write-rolled-back": partialWriteRolledBack,
  "commit-answer-lost": commitAnswerLost,
  "deadlock-retried": deadlockRetried,
  "serialization-failure-retried": serializationFailureRetried,
  "transaction-timeout": transactionTimeout,
  "lock-wait-is-bounded": lockWaitIsBounded,
  "unique-violation-race": uniqueViolationRace,
  "slow-database-serves-cache": slowDatabaseServesCache,
  "intermittent-failures": intermittentFailures,
  "session-state-survives": sessionStateSurvives,
  "reconnect-is-no-stampede": reconnectIsNoStampede,
  "read-only-failover": readOnlyFailover,
  "handshakes-fail-then-heal": handshakesFailThenHeal,
  "silent-accept": silentAccept,
  "second-failure-while-reconnecting": secondFailureWhileReconnecting,
  "shutdown-while-database-down": shutdownWhileDatabaseDown,
  "pool-drains-on-shutdown": poolDrainsOnShutdown,
};
