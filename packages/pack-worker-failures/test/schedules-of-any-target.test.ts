import assert from "node:assert/strict";
import { test } from "node:test";
import { type Json, momentsOfHeal, needsOf, runsOf, type Step } from "@chaos-packs/contract/pack";
import { workerFailures } from "../src/index.ts";

const runs = Object.entries(workerFailures.scenarios).flatMap(([id, scenario]) => runsOf(id, scenario));
const steps: readonly Step[] = runs.flatMap(({ schedule }) => schedule);
const text = (value: unknown): string => JSON.stringify(value as Json);

test("every stop takes its grace from what the target promises", () => {
  const stops = steps.filter(({ inject: { args } }) => text(args).includes('"stops"'));
  assert.equal(stops.length, 3);
  for (const { inject } of stops)
    assert.match(text(inject.args), /"killAfterMs":\{"capability":"jobs","trait":"graceMs"/);
});

test("a killed worker comes back in time also where nobody else could take its work over", () => {
  const killed = steps.filter(({ inject }) => inject.name === "kill");
  assert.ok(killed.length >= 20);
  for (const { at, heal } of killed) {
    const isBounded = typeof heal === "object" && ("after" in heal || heal.orAfter !== undefined);
    assert.ok(isBounded, `${at.moment}: ${text(heal)}`);
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

test("faults that speak HTTP say so, and are skipped where the moment is seen on another kind", () => {
  const kinds = new Set(steps.flatMap(({ inject: { understands = [] } }) => understands.map(({ kind }) => kind)));
  assert.deepEqual([...kinds], ["http"]);
});
