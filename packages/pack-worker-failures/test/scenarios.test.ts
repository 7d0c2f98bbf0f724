import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { describe, it } from "node:test";
import { type Anchor, CONTRACT_VERSION, needsOf, type Run, runsOf, type Scenario } from "@chaos-packs/contract";
import { jobs, workerFailures } from "../src/index.ts";

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

const scenarios: Readonly<Record<string, Scenario>> = workerFailures.scenarios;
const runs: readonly Run[] = Object.entries(scenarios).flatMap(([id, scenario]) => runsOf(id, scenario));
const nameOf = ({ id, variant }: Run): string => (variant ? `${id} (${variant})` : id);

const anchorsOf = ({ schedule }: Run): readonly Anchor[] =>
  schedule.flatMap(({ at, heal }) => (typeof heal === "object" && "when" in heal ? [at, heal.when] : [at]));

describe("the pack", () => {
  it("holds the 56 scenarios of the catalogue", () => {
    assert.equal(catalogue.length, 56);
    assert.deepEqual(Object.keys(scenarios).sort(), [...catalogue].sort());
  });

  it("registers every file of its scenarios folder under the file's name", async () => {
    const folder = new URL("../src/scenarios/", import.meta.url);
    const files = (await readdir(folder)).filter((file) => file !== "index.ts");
    assert.deepEqual(
      files.sort(),
      Object.keys(scenarios)
        .map((id) => `${id}.ts`)
        .sort(),
    );
    for (const file of files) {
      const { scenario } = (await import(new URL(file, folder).href)) as { scenario: Scenario };
      assert.equal(scenario, scenarios[file.replace(/\.ts$/, "")], file);
    }
  });

  it("is stamped with the contract's version and names its capability", () => {
    assert.equal(workerFailures.contract, CONTRACT_VERSION);
    assert.deepEqual(workerFailures.capabilities, [jobs]);
  });

  it("marks some scenarios as quick, and not most", () => {
    const quick = Object.values(scenarios).filter((scenario) => scenario.quick);
    assert.ok(quick.length >= 3 && quick.length <= 12, String(quick.length));
  });
});

for (const run of runs) {
  describe(nameOf(run), () => {
    it("strikes, and judges by invariants of its own, each once", () => {
      assert.ok(run.schedule.length > 0);
      assert.ok(run.invariants.length > 0);
      assert.equal(new Set(run.invariants).size, run.invariants.length);
    });

    it("has a schedule that survives JSON and back", () => {
      const data = run.schedule.map(({ at, inject: { name, args, fate }, heal }) => ({
        at,
        inject: { name, args, fate },
        ...(heal && { heal }),
      }));
      assert.deepEqual(JSON.parse(JSON.stringify(data)), data);
    });

    it("refers only to moments, scopes, traits and parts of the capability", () => {
      const { parts, moments } = needsOf(run);
      for (const moment of moments) assert.ok(moment in jobs.moments, moment);
      for (const part of parts)
        assert.ok(
          [jobs.operations, jobs.observations, jobs.arrangements].some((of) => part in of),
          part,
        );
      for (const { moment, scope } of anchorsOf(run)) {
        const described = jobs.moments[moment as keyof typeof jobs.moments].scope.properties;
        for (const key of Object.keys(scope)) assert.ok(key in (described as object), `${moment}: ${key}`);
      }
      for (const { heal } of run.schedule) {
        if (typeof heal === "object" && "after" in heal) assert.ok(heal.after.trait in jobs.traits, heal.after.trait);
      }
    });

    it("heals after a time of the target's only where no moment could tell, and leaves the deadline to what the target promises", () => {
      assert.equal(run.deadlineMs, undefined);
      for (const { at, heal } of run.schedule) {
        if (typeof heal === "object" && "when" in heal) assert.notDeepEqual(heal.when, at);
      }
    });
  });
}
