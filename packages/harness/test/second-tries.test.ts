import assert from "node:assert/strict";
import { test } from "node:test";
import {
  defineInvariant,
  emptyHistory,
  holds,
  type Invariant,
  type Scenario,
  type Stall,
  violated,
} from "@chaos-packs/contract";
import { now } from "../src/clock.ts";
import { planRuns } from "../src/plan.ts";
import { type Finished, Runner } from "../src/runner.ts";
import { openSession, type Session } from "../src/session.ts";
import { counterTarget, countingPack } from "./fixtures/counting.ts";

const sound = countingPack.scenarios["connection-reset"] as Scenario;

/** Threads wait for a CPU all the time. */
const overloaded = (from: number): readonly Stall[] => [{ from, to: now(), lostMs: now() - from, of: "cpu" }];

async function runAll(
  scenarios: Readonly<Record<string, Scenario>>,
  stalls: (from: number) => readonly Stall[] = () => [],
): Promise<Map<string, Finished>> {
  const { signal } = new AbortController();
  const finished = new Map<string, Finished>();
  await using opened = await openSession(counterTarget(), { seed: 7, signal });
  const session: Session = { ...opened, noise: { since: stalls } as Session["noise"] };
  await using runner = new Runner(session, { lanes: 1, signal });
  const options = { pack: undefined, only: [], quick: false, repeat: 1 };
  await runner.run(planRuns([{ ...countingPack, scenarios }], session.target, options), (end) => {
    assert.ok(!finished.has(end.planned.run.id), "each run is reported once");
    finished.set(end.planned.run.id, end);
  });
  return finished;
}

/** Violated the first `times` times. */
function timesOut(times: number, part: Partial<Invariant> = {}) {
  let judged = 0;
  const invariant = defineInvariant({
    name: "it is served",
    timed: true,
    check() {
      judged += 1;
      return judged <= times ? violated("it was given up after 250 ms") : holds;
    },
    examples: { keeps: emptyHistory, breaks: emptyHistory },
    ...part,
  });
  return { scenario: { ...sound, invariants: [invariant] }, judged: () => judged };
}

test("what bounds a time and is violated while the machine was overloaded is tried once more, and both are said", async () => {
  const { scenario, judged } = timesOut(1);
  const end = (await runAll({ it: scenario }, overloaded)).get("it");
  assert.equal(end?.outcome, "holds", end?.because.join());
  assert.deepEqual(end?.secondTry, { reason: "overload", first: "violated" });
  assert.equal(judged(), 2);
});

test("a second time violated it stays so, and there is no third", async () => {
  const { scenario, judged } = timesOut(9);
  const end = (await runAll({ it: scenario }, overloaded)).get("it");
  assert.equal(end?.outcome, "violated");
  assert.deepEqual(end?.secondTry, { reason: "overload", first: "violated" });
  assert.equal(judged(), 2);
});

test("on a quiet machine, or when no time is bounded, a violation is never tried again", async () => {
  const quiet = timesOut(1);
  const untimed = timesOut(1, { timed: false });
  assert.equal((await runAll({ it: quiet.scenario })).get("it")?.outcome, "violated");
  assert.equal((await runAll({ it: untimed.scenario }, overloaded)).get("it")?.outcome, "violated");
  assert.deepEqual([quiet.judged(), untimed.judged()], [1, 1]);
});

/** A workload whose first `times` runs fail without any fault. */
function stumbles(times: number) {
  let runs = 0;
  const { workload } = sound;
  const run: typeof workload.run = async (client) => {
    runs += 1;
    if (runs <= times) throw new Error("it stumbled");
    await workload.run(client);
  };
  return { scenario: { ...sound, workload: { ...workload, run } }, runs: () => runs };
}

test("a baseline that failed is made once more, for all that need it; each of them says so", async () => {
  const { scenario, runs } = stumbles(1);
  const ends = await runAll({ one: scenario, two: scenario });
  for (const end of ends.values()) {
    assert.equal(end.outcome, "holds", end.because.join());
    assert.deepEqual(end.secondTry, { reason: "baseline", first: "invalid-baseline" });
  }
  assert.equal(runs(), 2 + 2);
});

test("a baseline that fails twice is invalid, and is not made a third time", async () => {
  const { scenario, runs } = stumbles(9);
  const ends = await runAll({ one: scenario, two: scenario });
  assert.deepEqual(
    [...ends.values()].map(({ outcome }) => outcome),
    ["invalid-baseline", "invalid-baseline"],
  );
  assert.equal(runs(), 2);
});

test("a scenario that could not be run because the harness was stopped is tried once more", async () => {
  let starts = 0;
  const broken: Scenario = {
    ...sound,
    schedule: sound.schedule.map(({ at, inject }) => ({
      at,
      inject: {
        ...inject,
        async prepare() {
          starts += 1;
          if (starts === 1) throw new Error("it was not ready in time");
        },
      },
    })),
  };
  const stopped = (from: number): readonly Stall[] => [{ from, to: now(), lostMs: 9_000, of: "event loop" }];
  const end = (await runAll({ it: broken }, stopped)).get("it");
  assert.equal(end?.outcome, "holds", end?.because.join());
  assert.deepEqual(end?.secondTry, { reason: "noise", first: "unknown" });
});
