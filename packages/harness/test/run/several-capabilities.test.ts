import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bindCapability,
  defineCapability,
  defineInvariant,
  defineWorkload,
  emptyHistory,
  holds,
  isChaosError,
  object,
  partsOf,
  resetConnection,
  type Scenario,
  seen,
  string,
  type Target,
  unknown,
  violated,
} from "@chaos-packs/contract";
import { describeMissing } from "../../src/checks/missing.ts";
import { planRuns } from "../../src/plan.ts";
import { type Finished, Runner } from "../../src/runner.ts";
import { openSession } from "../../src/session.ts";
import { counterTarget, counting, countingPack } from "../fixtures/counting.ts";
import { line, lines } from "../fixtures/line-kind.ts";

const listening = defineCapability({
  name: "listening",
  description: "Hears",
  operations: {},
  observations: {
    heard: { description: "Lines", input: object({}), output: object({ lines: string() }) },
    smelt: { description: "Smells", input: object({}), output: object({}) },
  },
  arrangements: {},
  traits: {},
  moments: { "line comes": { description: "a line", scope: object({ text: string() }) } },
  series: { lines: { description: "lines heard", unit: "count" } },
});
const ears = partsOf(listening, { uses: ["heard"], mayUse: ["smelt"] });

const dependencies = { lines: lines() };
const both = (): Target => {
  const target = counterTarget({ dependencies });
  const binding = bindCapability(listening, dependencies, {
    observations: { heard: async (own) => ({ lines: own.lines.received.join() }) },
    moments: { "line comes": line("lines", /^count (?<text>\d+)$/) },
    series: { lines: async (own) => own.lines.received.length },
  });
  return { ...target, capabilities: [...target.capabilities, binding] };
};

const workload = defineWorkload(counting, {
  name: "count and listen",
  uses: ["count", "state"],
  with: [ears],
  async run(client) {
    await client.demand("count", { to: 5 });
    await client.until("state", {}, ({ done }) => done >= 5);
  },
  async settle(client) {
    await client.demand("state", {});
    const listener = client.with(ears);
    await listener.observe("heard", {});
    assert.equal(listener.offers("smelt"), false);
    await assert.rejects(listener.observe("smelt", {}), (error) => isChaosError(error, "PART_NOT_OFFERED"));
  },
});
const allIsHeard = defineInvariant({
  name: "all is heard",
  capability: "listening",
  reads: ["heard"],
  moments: ["line comes"],
  check(history) {
    const { looks, moments, series } = seen(history, listening);
    const [last] = looks("heard").slice(-1);
    if (!last) return unknown("nobody looked");
    if (series("lines").length === 0) return violated("nothing was measured");
    const missing = moments("line comes", "after").find(
      ({ scope }) => !last.output.lines.includes(`count ${scope.text}`),
    );
    return missing ? violated(`${missing.scope.text} was not heard`) : holds;
  },
  examples: { keeps: emptyHistory, breaks: emptyHistory },
});
const scenario: Scenario = {
  promise: "what is counted is heard",
  workload,
  schedule: [
    { at: listening.moment("line comes", { text: "2" }), inject: resetConnection() },
    { at: counting.moment("counted", { number: "4" }), inject: resetConnection() },
  ],
  invariants: [allIsHeard],
  deadlineMs: 4_000,
};
const pack = { ...countingPack, capabilities: [counting, listening], scenarios: { it: scenario } };
const options = { pack: undefined, only: [], quick: false, repeat: 1 };

test("a run may act, strike and be judged in several capabilities, each with its own parts", async () => {
  const { signal } = new AbortController();
  const finished: Finished[] = [];
  await using session = await openSession(both(), { seed: 7, signal });
  await using runner = new Runner(session, { lanes: 1, signal });
  await runner.run(planRuns([pack], session.target, options), (end) => finished.push(end));
  const [end] = finished;
  assert.equal(end?.outcome, "holds", end?.because.join());
  const history = end?.result?.history;
  assert.deepEqual(
    end?.result?.steps.map(({ firedAt }) => firedAt !== null),
    [true, true],
  );
  assert.deepEqual(new Set(history?.moments.map(({ capability }) => capability)), new Set(["counting", "listening"]));
  assert.deepEqual(new Set(history?.observations.map(({ capability }) => capability)), new Set(["listening"]));
  assert.ok(
    history?.faultless?.observations.some(({ name }) => name === "heard"),
    "the baseline's last look is there",
  );
});

test("a target that lacks one of them is told by name", () => {
  const [planned] = planRuns([pack], counterTarget(), options);
  assert.equal(describeMissing(planned?.skip ?? []), 'the target does not serve the capability "listening"');
});
