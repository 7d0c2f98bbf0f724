import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import {
  deadlinesOf,
  defaultDeadlines,
  defineCapability,
  defineInvariant,
  defineScenario,
  defineWorkload,
  emptyHistory,
  exceeded,
  holds,
  isChaosError,
  judgeBy,
  kill,
  needsOf,
  overrun,
  promised,
  promisedTraits,
  troubleOf,
  violated,
} from "../src/index.ts";

const post = defineCapability({
  name: "post",
  description: "Letters",
  operations: {},
  observations: {},
  arrangements: {},
  traits: { leaseMs: { description: "", unit: "ms" }, graceMs: { description: "", unit: "ms" } },
  moments: { "it comes": { description: "", scope: {} as never } },
  deadlines: ({ leaseMs = 0, graceMs = 0 }) => ({ scenarioMs: 8 * leaseMs + graceMs, operationMs: leaseMs }),
});

test("what is not promised, and what is promised to be nothing, are told apart", () => {
  assert.deepEqual(promisedTraits({ a: 0, b: null, c: undefined, d: 3 }), { a: 0, d: 3 });
  const history = { ...emptyHistory, traits: { post: { leaseMs: 0 } } };
  assert.equal(promised(history, "post", "leaseMs"), 0);
  assert.throws(
    () => promised(history, "post", "graceMs"),
    (error) => isChaosError(error, "TRAIT_NOT_PROMISED"),
  );
});

test("a target that promises little is waited for no shorter than by default", () => {
  assert.deepEqual(deadlinesOf(post, { leaseMs: 10, graceMs: 20 }), { scenarioMs: 100, operationMs: 10 });
  assert.deepEqual(deadlinesOf(post, { leaseMs: 10, graceMs: null }), defaultDeadlines);
  assert.deepEqual(deadlinesOf(post, { leaseMs: 5_000 }), { scenarioMs: 40_000, operationMs: 5_000 });
});

test("a scenario needs the traits that its workload uses and its heals wait for, not those that an invariant judges by", () => {
  const workload = defineWorkload(post, {
    name: "write",
    uses: ["graceMs"],
    async run(client) {
      client.trait("graceMs");
      // @ts-expect-error: it does not name this one
      client.trait("leaseMs");
    },
    async settle() {},
  });
  const judging = defineInvariant({
    name: "in time",
    traits: ["graceMs", "leaseMs"],
    check: () => holds,
    examples: { keeps: emptyHistory, breaks: emptyHistory },
  });
  const schedule = [{ at: post.moment("it comes"), inject: kill(), heal: post.after("leaseMs", 2) }];
  const scenario = defineScenario({ promise: "p", workload, schedule, invariants: [judging] });
  const { parts, traits } = needsOf(scenario);
  assert.deepEqual(parts, []);
  assert.deepEqual(
    traits.map(({ trait }) => trait),
    ["leaseMs", "graceMs"],
  );
  assert.deepEqual(needsOf({ ...scenario, schedule: [] }).traits, [{ capability: "post", trait: "graceMs" }]);
});

test("an invariant is skipped where one of its traits is not promised, and is not asked", () => {
  const invariant = defineInvariant({
    name: "in time",
    traits: ["leaseMs", "graceMs"],
    check: () => violated("asked"),
    examples: { keeps: emptyHistory, breaks: emptyHistory },
  });
  const said = (traits: Readonly<Record<string, number>>) =>
    judgeBy(invariant, { ...emptyHistory, traits: { post: traits } });
  assert.deepEqual(said({ leaseMs: 1 }), { status: "skipped", because: 'the target does not offer "graceMs"' });
  assert.equal(said({ leaseMs: 0, graceMs: 0 }).status, "violated");
});

test("what exceeds a bound says by how much, and which stretch of time was judged", () => {
  assert.deepEqual(exceeded("late", overrun({ calledAt: 10, returnedAt: 60 }, 20)), {
    status: "violated",
    because: "late",
    overrun: { byMs: 20, from: 10, to: 60 },
  });
});

test("a server that answers is in no trouble, one that refuses or is silent is", async () => {
  const soon = (): AbortSignal => {
    const late = new AbortController();
    void setTimeout(30).then(() => late.abort());
    return late.signal;
  };
  assert.equal(await troubleOf(async () => 1, soon()), undefined);
  assert.equal(await troubleOf(() => Promise.reject(new Error("no space")), soon()), "it answered no space");
  assert.match((await troubleOf(() => new Promise(() => {}), soon())) ?? "", /^it did not answer within \d+ ms$/);
});
