import assert from "node:assert/strict";
import { test } from "node:test";
import { momentsOfHeal, needsOf, runsOf } from "@chaos-packs/contract/pack";
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

const runs = Object.entries(workerFailures.scenarios).flatMap(([id, scenario]) => runsOf(id, scenario));

test("a killed worker comes back in time also where nobody else could take its work over", () => {
  const killed = runs.flatMap(({ schedule }) => schedule).filter(({ inject }) => inject.name === "kill");
  assert.ok(killed.length >= 20);
  for (const { at, heal } of killed) {
    const isBounded = typeof heal === "object" && ("after" in heal || heal.orAfter !== undefined);
    assert.ok(isBounded, `${at.moment}: ${JSON.stringify(heal)}`);
  }
});

test("a dead worker's chunk that is given out again heals as well as one that is failed, and no target need fail it", () => {
  const [run] = runs.filter(({ id }) => id === "kill-mid-chunk");
  assert.ok(run);
  const moments = momentsOfHeal(run.schedule[0]?.heal).map(({ moment }) => moment);
  assert.deepEqual(moments, ["work fails", "work is claimed"]);
  assert.equal(
    needsOf(run).moments.some(({ moment }) => moment === "work fails"),
    false,
  );
  assert.ok(needsOf(run).recorded.some(({ moment }) => moment === "work fails"));
});
