import assert from "node:assert/strict";
import { test } from "node:test";
import { deadlinesOfQueries } from "../../src/capabilities/deadlines-of-queries.ts";

const traits = { queryTimeoutMs: 500, connectTimeoutMs: 150, backoffMostMs: 160, acquireTimeoutMs: 250, tries: 4 };

test("a service whose queries may take long is waited for longer", () => {
  const long = deadlinesOfQueries({ ...traits, queryTimeoutMs: 5_000 });
  assert.ok(long.scenarioMs - deadlinesOfQueries(traits).scenarioMs >= 4 * 4_500);
  assert.ok(long.operationMs >= 4 * 5_000);
});

test("five dials may fail, each at its timeout", () => {
  assert.ok(deadlinesOfQueries({ ...traits, connectTimeoutMs: 10_000 }).scenarioMs > 5 * 10_000);
});
