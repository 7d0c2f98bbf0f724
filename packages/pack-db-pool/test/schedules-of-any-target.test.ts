import assert from "node:assert/strict";
import { test } from "node:test";
import { type Json, runsOf, type Step } from "@chaos-packs/contract/pack";
import { dbPool } from "../src/index.ts";

const runs = Object.entries(dbPool.scenarios).flatMap(([id, scenario]) => runsOf(id, scenario));
const steps: readonly Step[] = runs.flatMap(({ schedule }) => schedule);
const text = (value: unknown): string => JSON.stringify(value as Json);

test("the stop that drains the pool strikes when as many queries run as the pool has connections, whatever its size", () => {
  const step = dbPool.scenarios["pool-drains-on-shutdown"]?.schedule[0];
  assert.deepEqual(step?.at.occurrence, { capability: "queries", trait: "poolSize" });
});

test("every stop takes its grace from what the target promises", () => {
  const stops = steps.filter(({ inject: { args } }) => text(args).includes('"stops"'));
  assert.equal(stops.length, 2);
  for (const { inject } of stops)
    assert.match(text(inject.args), /"killAfterMs":\{"capability":"queries","trait":"graceMs"/);
});

test("wherever a reconnect is judged connections end with a FIN in one variant, and with a RST in another", () => {
  for (const id of [
    "second-failure-while-reconnecting",
    "silent-accept",
    "handshakes-fail-then-heal",
    "idle-client-error",
    "stale-connection-recycled",
    "lost-mid-transaction",
    "commit-answer-lost",
  ] as const) {
    const names = runs
      .filter((run) => run.id === id)
      .flatMap(({ schedule }) => schedule.map(({ inject }) => inject.label));
    assert.ok(
      names.some((name) => /\brst\b|reset connection/.test(name)),
      `${id}: ${names.join(", ")}`,
    );
    assert.ok(
      names.some((name) => /\bfin\b|close connection/.test(name)),
      `${id}: ${names.join(", ")}`,
    );
  }
});

test("faults that speak the protocol of Postgres say so, and are skipped where the moment is seen on another kind", () => {
  const kinds = new Set(steps.flatMap(({ inject: { understands = [] } }) => understands.map(({ kind }) => kind)));
  assert.deepEqual([...kinds], ["postgres"]);
  for (const { inject } of steps.filter(({ inject: { args } }) => text(args).includes('"sqlState"')))
    assert.ok(inject.understands?.length, inject.name);
});
