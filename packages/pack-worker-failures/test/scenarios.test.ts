import assert from "node:assert/strict";
import { test } from "node:test";
import { workerFailures } from "../src/index.ts";

const catalogue = `kill-mid-chunk stale-chunk-detected slow-is-not-dead retry-only-unfinished stalled-worker-is-fenced
  stalled-cpu-bound-worker partitioned-worker partition-heals-in-time kill-every-worker kill-repeatedly
  kill-between-result-and-status kill-after-claim merge-killed-mid-insert merge-connection-lost
  merge-killed-before-commit merge-commit-acknowledgement-lost merge-retry-completes merge-runs-once
  state-queryable-after-any-failure progress-is-truthful no-orphans-after-recovery orphans-are-detected
  recovery-resumes-after-crash recovery-from-nothing recovery-when-all-done recovery-is-idempotent
  recovery-is-exclusive recovery-events crash-at-initialization crash-during-chunking crash-early crash-midway
  crash-late crash-at-finalization recovery-without-redis recovery-with-store-down recovery-failed-event cutter-fails
  cutter-hangs corrupted-input-chunk missing-input-chunk upstream-fails-mid-job partitioned-from-redis
  partitioned-from-upstream merge-pages-are-absolute corrupted-chunk-object missing-chunk-object all-objects-lost
  inconsistent-state storage-unwritable cleanup-after-recovery graceful-stop-under-load
  graceful-stop-with-dependency-down dead-at-boot killed-in-second-job recovery-is-bounded`.split(/\s+/);

test("the pack holds the 56 scenarios of the catalogue", () => {
  assert.equal(catalogue.length, 56);
  assert.deepEqual(Object.keys(workerFailures.scenarios).sort(), [...catalogue].sort());
});
