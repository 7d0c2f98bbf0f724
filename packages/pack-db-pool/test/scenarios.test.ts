import assert from "node:assert/strict";
import { test } from "node:test";
import { dbPool } from "../src/index.ts";

const catalogue = `fifty-on-five waiters-are-fair pool-timeout-is-clear pool-timeout-recovers exhaustion-backs-off
  exhaustion-opens-circuit health-answers-under-exhaustion leak-is-detected leak-is-reclaimed
  error-path-returns-connection abort-returns-connection long-query-cancelled client-abort-cancels-query
  stale-connection-recycled silently-dropped-connection overflow-under-pressure connection-refused
  too-many-connections server-starting-up server-restart admin-shutdown-mid-query idle-client-error
  lost-mid-transaction partial-write-rolled-back commit-answer-lost deadlock-retried serialization-failure-retried
  transaction-timeout lock-wait-is-bounded unique-violation-race slow-database-serves-cache intermittent-failures
  session-state-survives reconnect-is-no-stampede read-only-failover handshakes-fail-then-heal silent-accept
  second-failure-while-reconnecting shutdown-while-database-down pool-drains-on-shutdown`.split(/\s+/);

test("the pack holds the 40 scenarios of the catalogue", () => {
  assert.equal(catalogue.length, 40);
  assert.deepEqual(Object.keys(dbPool.scenarios).sort(), [...catalogue].sort());
});

test("the stop that drains the pool strikes when as many queries run as the pool has connections, whatever its size", () => {
  const step = dbPool.scenarios["pool-drains-on-shutdown"]?.schedule[0];
  assert.deepEqual(step?.at.occurrence, { capability: "queries", trait: "poolSize" });
});
