import assert from "node:assert/strict";
import { test } from "node:test";
import { deadlinesOfBroadcast } from "../../src/capabilities/deadlines-of-broadcast.ts";

const traits = { backoffMostMs: 160, connectTimeoutMs: 150, publishWithinMs: 400, graceMs: 1_000, noticeWithinMs: 300 };

test("eight dials may fail, each with the longest pause", () => {
  assert.ok(deadlinesOfBroadcast({ ...traits, backoffMostMs: 10_000 }).scenarioMs > 8 * 10_000);
});

test("a service that publishes slowly is waited for longer", () => {
  const slow = deadlinesOfBroadcast({ ...traits, publishWithinMs: 5_000 });
  assert.ok(slow.scenarioMs >= 6 * 5_000);
  assert.ok(slow.operationMs >= 2 * 5_000);
});

test("every wait that a target promises is waited for", () => {
  for (const name of ["noticeWithinMs", "recoverWithinMs", "modeWithinMs", "deliverWithinMs", "giveUpWithinMs"]) {
    const { scenarioMs } = deadlinesOfBroadcast({ ...traits, [name]: 20_000 });
    assert.ok(scenarioMs >= 20_000, name);
  }
});
