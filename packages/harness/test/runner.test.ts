import assert from "node:assert/strict";
import { test } from "node:test";
import {
  defineFault,
  defineInvariant,
  exceeded,
  type Fault,
  holds,
  type Invariant,
  type Scenario,
  undo,
  unknown,
} from "@chaos-packs/contract";
import { planRuns } from "../src/plan.ts";
import { type Finished, Runner } from "../src/runner.ts";
import { openSession } from "../src/session.ts";
import { counterTarget, countingPack, numbersArrive } from "./fixtures/counting.ts";

const sound = countingPack.scenarios["connection-reset"] as Scenario;

async function runOne(inject: Fault, invariants: readonly Invariant[]): Promise<Finished> {
  const schedule = sound.schedule.map(({ at }) => ({ at, inject }));
  const pack = { ...countingPack, scenarios: { it: { ...sound, schedule, invariants } } };
  const { signal } = new AbortController();
  const finished: Finished[] = [];
  await using session = await openSession(counterTarget(), { seed: 7, signal });
  await using runner = new Runner(session, { lanes: 1, signal });
  const options = { pack: undefined, only: [], quick: false, repeat: 1 };
  await runner.run(planRuns([pack], session.target, options), (end) => finished.push(end));
  assert.equal(finished.length, 1);
  return finished[0] as Finished;
}

test("a fault that cannot be undone is cleanup-failed, and says why", async () => {
  const stuck = defineFault({
    name: "stuck",
    args: {},
    fate: "release",
    uses: [],
    inject: async () => undo(() => Promise.reject(new Error("it is stuck"))),
  });
  const { outcome, because } = await runOne(stuck, [numbersArrive]);
  assert.equal(outcome, "cleanup-failed");
  assert.equal(because[0], "stuck could not be undone: it is stuck");
});

/** Keeps the harness itself from running for a while, in its first `times` injections. */
const stallOfTheMachine = (times: number): { fault: Fault; injected: () => number } => {
  let injected = 0;
  const fault = defineFault({
    name: "stall of the machine",
    args: {},
    fate: "release",
    uses: [],
    async inject() {
      injected += 1;
      if (injected <= times) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
      return undo();
    },
  });
  return { fault, injected: () => injected };
};

const passesInTime = defineInvariant({
  name: "passes in time",
  timed: true,
  check({ moments }) {
    const [before, after] = moments.filter(({ scope }) => scope["number"] === "3");
    if (!before || !after) return unknown("the third number was never seen");
    const tookMs = after.at - before.at;
    return tookMs < 400 ? holds : exceeded(`it took ${Math.round(tookMs)} ms`, tookMs - 400);
  },
  examples: { keeps: undefined as never, breaks: undefined as never },
});

for (const [times, outcome] of [
  [1, "holds"],
  [2, "unknown"],
] as const) {
  test(`a bound exceeded while the machine stalled is tried once more; stalled ${times} times it is ${outcome}`, async () => {
    const { fault, injected } = stallOfTheMachine(times);
    const end = await runOne(fault, [passesInTime]);
    assert.equal(end.outcome, outcome, end.because.join());
    assert.equal(injected(), 2);
  });
}
