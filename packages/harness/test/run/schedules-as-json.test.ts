import assert from "node:assert/strict";
import { test } from "node:test";
import {
  defineWorkload,
  delay,
  type Json,
  kill,
  resetConnection,
  type Scenario,
  type Step,
  scheduleAsJson,
  scheduleFromJson,
  stall,
  together,
} from "@chaos-packs/contract";
import type { Finished } from "../../src/runner.ts";
import { counterTarget, counting, countingPack } from "../fixtures/counting.ts";
import { runAll } from "../fixtures/run-all.ts";

const template = countingPack.scenarios["connection-reset"] as Scenario;

/** A kill loses the count, so that it is asked for again. */
const countAgain = defineWorkload(counting, {
  name: "count again",
  uses: ["count", "state", "received"],
  async run(client) {
    await client.demand("count", { to: 5 });
    await client.fault(0, "healed");
    await client.demand("count", { to: 5 });
    await client.until("state", {}, ({ done }) => done >= 5);
  },
  async settle(client) {
    await client.observe("received", {});
  },
});

const counted = (number: string) => counting.moment("counted", { number });
const soon = counting.after("patienceMs", 0.1);

const scenarios: Readonly<Record<string, Scenario>> = {
  kill: { ...template, workload: countAgain, schedule: [{ at: counted("2"), inject: kill(), heal: soon }] },
  "several faults in one, healed at a moment": {
    ...template,
    schedule: [
      {
        at: counted("2"),
        inject: together(delay({ ms: 20, direction: "down" }), together(resetConnection())),
        heal: { when: counted("4") },
      },
    ],
  },
  "a counted anchor, and a second step": {
    ...template,
    schedule: [
      { at: counting.moment("counted", {}, { occurrence: 3, edge: "after" }), inject: resetConnection() },
      { at: counted("5"), inject: stall(), heal: soon },
    ],
  },
};

/** The same schedules after they have been JSON. */
const viaJson = Object.fromEntries(
  Object.entries(scenarios).map(([id, scenario]) => [
    id,
    { ...scenario, schedule: scheduleFromJson(JSON.parse(JSON.stringify(scheduleAsJson(scenario.schedule))) as Json) },
  ]),
);

/** What a run did, times aside. */
const done = ({ planned, outcome, because, result }: Finished) => ({
  title: planned.title,
  outcome,
  because,
  faults: result?.history.faults.map(({ at: _at, begunAt: _begunAt, ...event }) => event),
  steps: result?.steps.map(({ hits, struck, dependency }) => ({ hits, struck, dependency })),
});

test("a schedule that has been JSON runs the same: it strikes and heals the same, in the same order, and ends alike", async () => {
  const [written, read] = await Promise.all(
    [scenarios, viaJson].map((each) => runAll(counterTarget(), { ...countingPack, scenarios: each })),
  );
  assert.deepEqual(read?.map(done), written?.map(done));
  assert.deepEqual(
    written?.map(({ outcome, because }) => [outcome, because]),
    Object.keys(scenarios).map(() => ["holds", []]),
  );
  assert.deepEqual(
    written?.map(({ result }) => result?.history.faults.map(({ name, step, phase }) => `${step} ${name} ${phase}`)),
    [
      ["0 kill injected", "0 kill healed"],
      ["0 together injected", "0 together healed"],
      ["0 reset connection injected", "1 stall injected", "1 stall healed", "0 reset connection healed"],
    ],
  );
});

test("a moment that no capability has, read from JSON, is named when the run is planned", async () => {
  const at = { ...counted("2"), moment: "recounted" };
  const schedule: readonly Step[] = scheduleFromJson([
    { at, inject: { name: "kill", args: { which: "struck" } } },
  ] as never);
  const [finished] = await runAll(counterTarget(), { ...countingPack, scenarios: { it: { ...template, schedule } } });
  assert.equal(finished?.outcome, "skipped");
  assert.match(String(finished?.because), /recounted/);
});
