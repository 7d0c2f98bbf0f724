import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fault, type Invariant, type Scenario, undo } from "@chaos-packs/contract";
import { planRuns } from "../src/plan.ts";
import { type Finished, Runner } from "../src/runner.ts";
import { openSession } from "../src/session.ts";
import { counterTarget, countingPack, numbersArrive } from "./fixtures/counting.ts";
import { passesInTime, stallOfTheMachine } from "./fixtures/noise.ts";
import { ownFault } from "./fixtures/own-fault.ts";

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
  const stuck = ownFault({
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
