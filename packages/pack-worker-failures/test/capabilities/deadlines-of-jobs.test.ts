import assert from "node:assert/strict";
import { test } from "node:test";
import { deadlinesOfJobs } from "../../src/capabilities/deadlines-of-jobs.ts";

const traits = {
  leaseMs: 250,
  upstreamTimeoutMs: 1_000,
  cutterTimeoutMs: 1_000,
  cutAttempts: 2,
  recoverySlackMs: 5_000,
};

test("a service with long leases is waited for longer", () => {
  const short = deadlinesOfJobs(traits).scenarioMs;
  const long = deadlinesOfJobs({ ...traits, leaseMs: 30_000 }).scenarioMs;
  assert.ok(long - short >= 8 * 29_000, `${short} and ${long}`);
});

test("a scenario may take what the target promises for a recovery", () => {
  assert.ok(deadlinesOfJobs(traits).scenarioMs > traits.leaseMs + traits.recoverySlackMs);
});

test("a service that promises slow answers has time to give them", () => {
  assert.ok(deadlinesOfJobs({ ...traits, statusWithinMs: 2_000 }).operationMs > 2_000);
});
