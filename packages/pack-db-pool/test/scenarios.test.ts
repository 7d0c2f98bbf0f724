import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { describe, it } from "node:test";
import { type Anchor, CONTRACT_VERSION, needsOf, type Run, runsOf, type Scenario } from "@chaos-packs/contract";
import { dbPool, queries } from "../src/index.ts";

const catalogue = `fifty-on-five waiters-are-fair pool-timeout-is-clear pool-timeout-recovers exhaustion-backs-off
  exhaustion-opens-circuit health-answers-under-exhaustion leak-is-detected leak-is-reclaimed
  error-path-returns-connection abort-returns-connection long-query-cancelled client-abort-cancels-query
  stale-connection-recycled silently-dropped-connection overflow-under-pressure connection-refused
  too-many-connections server-starting-up server-restart admin-shutdown-mid-query idle-client-error
  lost-mid-transaction partial-write-rolled-back commit-answer-lost deadlock-retried serialization-failure-retried
  transaction-timeout lock-wait-is-bounded unique-violation-race slow-database-serves-cache intermittent-failures
  session-state-survives reconnect-is-no-stampede read-only-failover handshakes-fail-then-heal silent-accept
  second-failure-while-reconnecting shutdown-while-database-down pool-drains-on-shutdown`.split(/\s+/);

const scenarios: Readonly<Record<string, Scenario>> = dbPool.scenarios;
const runs: readonly Run[] = Object.entries(scenarios).flatMap(([id, scenario]) => runsOf(id, scenario));
const nameOf = ({ id, variant }: Run): string => (variant ? `${id} (${variant})` : id);

const anchorsOf = ({ schedule }: Run): readonly Anchor[] =>
  schedule.flatMap(({ at, heal }) => (typeof heal === "object" && "when" in heal ? [at, heal.when] : [at]));

describe("the pack", () => {
  it("holds the 40 scenarios of the catalogue", () => {
    assert.equal(catalogue.length, 40);
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
    assert.equal(dbPool.contract, CONTRACT_VERSION);
    assert.deepEqual(dbPool.capabilities, [queries]);
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
      for (const moment of moments) assert.ok(moment in queries.moments, moment);
      for (const part of parts)
        assert.ok(
          [queries.operations, queries.observations, queries.arrangements].some((of) => part in of),
          part,
        );
      for (const { moment, scope } of anchorsOf(run)) {
        const described = queries.moments[moment as keyof typeof queries.moments].scope.properties;
        for (const key of Object.keys(scope)) assert.ok(key in (described as object), `${moment}: ${key}`);
      }
      for (const { heal } of run.schedule) {
        if (typeof heal === "object" && "after" in heal)
          assert.ok(heal.after.trait in queries.traits, heal.after.trait);
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
