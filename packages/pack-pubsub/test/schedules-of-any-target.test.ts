import assert from "node:assert/strict";
import { test } from "node:test";
import { type Json, runsOf, type Step } from "@chaos-packs/contract/pack";
import { pubsub } from "../src/index.ts";

const runs = Object.entries(pubsub.scenarios).flatMap(([id, scenario]) => runsOf(id, scenario));
const steps: readonly Step[] = runs.flatMap(({ schedule }) => schedule);
const text = (value: unknown): string => JSON.stringify(value as Json);

test("every stop takes its grace from what the target promises", () => {
  const stops = steps.filter(({ inject: { args } }) => text(args).includes('"stops"'));
  assert.equal(stops.length, 2);
  for (const { inject } of stops)
    assert.match(text(inject.args), /"killAfterMs":\{"capability":"broadcast","trait":"graceMs"/);
});

test("channels that the service itself listens to are asked of the target, not written down", () => {
  const taken = steps.filter(({ at }) => at.moment === "message is taken");
  assert.ok(taken.length >= 3);
  for (const { at } of taken) assert.equal(typeof at.scope["channel"], "object");
});

test("wherever a reconnect is judged connections end with a FIN in one variant, and with a RST in another", () => {
  for (const id of [
    "resubscribes-to-all",
    "disconnect-during-broadcast",
    "order-per-channel",
    "no-duplicates-after-reconnect",
    "publish-falls-back",
    "reconnect-is-spread",
    "redial-rate-is-bounded",
    "reconnect-fails-then-heals",
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

test("faults that speak the protocol of Redis say so, and are skipped where the moment is seen on another kind", () => {
  const kinds = new Set(steps.flatMap(({ inject: { understands = [] } }) => understands.map(({ kind }) => kind)));
  assert.deepEqual([...kinds], ["redis"]);
});
