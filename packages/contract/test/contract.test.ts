import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bindCapability,
  ChaosError,
  CONTRACT_VERSION,
  childProcess,
  deadlinesOf,
  defaultDeadlines,
  defineCapability,
  defineFaultType,
  defineInvariant,
  definePack,
  defineScenario,
  defineTarget,
  defineWorkload,
  emptyHistory,
  exitCodeOf,
  type Fault,
  failConnections,
  type Heal,
  holds,
  integer,
  isChaosError,
  kill,
  needsOf,
  object,
  partition,
  refuse,
  rolesServing,
  runsOf,
  type StreamMessage,
  string,
  together,
  undo,
  undoAll,
} from "../src/index.ts";

const tea = defineCapability({
  name: "tea",
  description: "Makes tea",
  operations: {
    brew: { description: "Brews", input: object({ cups: integer() }), output: object({ pot: string() }) },
    taste: { description: "Tastes", input: object({}), output: object({ good: string() }), idempotent: true },
    pour: {
      description: "Pours cup after cup",
      input: object({ pot: string() }),
      output: object({ cup: integer() }),
      sends: object({ sugar: integer() }),
      stream: true,
    },
    smell: { description: "Tells of the steam", input: object({}), output: object({ strong: string() }), stream: true },
  },
  observations: {},
  arrangements: {},
  traits: { steepMs: { description: "how long", unit: "ms" } },
  moments: {
    "water boils": { description: "it boils", scope: object({ pot: string() }) },
    "pot is poured": { description: "poured", scope: object({ pot: string(), cup: integer() }) },
  },
});

const brewing = defineWorkload(tea, {
  name: "brew",
  uses: ["brew"],
  quiet: tea.moment("water boils", {}, { edge: "after" }),
  async run(client) {
    await client.call("brew", { cups: 2 });
    // @ts-expect-error `taste` was not asked for in `uses`
    await client.call("taste", {});
    // @ts-expect-error the input of brew is { cups: number }
    await client.call("brew", { cups: "two" });
  },
  async settle() {},
});

/** Checked by the compiler; never run. */
const pouring = defineWorkload(tea, {
  name: "pour",
  uses: ["brew", "pour"],
  async run(client) {
    const opened = await client.open("pour", { pot: "blue" });
    if (!opened.ok) throw new Error(opened.error);
    opened.stream.send({ sugar: 2 });
    const [first] = await opened.stream.until((cups) => cups.some(({ cup }) => cup === 2));
    void first?.cup.toFixed();
    const [again] = client.opened("pour");
    again?.cut();
    // @ts-expect-error what is said on pour is { sugar: number }
    opened.stream.send({ salt: 2 });
    // @ts-expect-error pour stays open: it is opened, not called
    await client.call("pour", { pot: "blue" });
    // @ts-expect-error the same for a demand
    await client.demand("pour", { pot: "blue" });
    // @ts-expect-error brew answers once: it is called, not opened
    await client.open("brew", { cups: 2 });
    // @ts-expect-error `smell` was not asked for in `uses`
    await client.open("smell", {});
    // @ts-expect-error neither can it be looked up
    client.opened("smell");
    // @ts-expect-error the input of pour is { pot: string }
    await client.open("pour", { cup: 1 });
  },
  async settle() {},
});

const never = defineInvariant({
  name: "never",
  moments: ["pot is poured"],
  check: () => holds,
  examples: { keeps: emptyHistory, breaks: emptyHistory },
});

/** A fault of a test's own, that no schedule in JSON names. */
const ownFault = (fault: Omit<Fault, "label">): Fault => ({ label: fault.name, ...fault });

test("an anchor is plain data with the first occurrence, the edge before, by anyone", () => {
  assert.deepEqual(tea.moment("pot is poured", { cup: 2 }), {
    capability: "tea",
    moment: "pot is poured",
    scope: { cup: 2 },
    occurrence: 1,
    edge: "before",
  });
});

test("a fault that uses a port it did not ask for does not compile", () => {
  const fault = defineFaultType({
    name: "reaches too far",
    args: object({}),
    uses: ["links"],
    make: () => ({
      fate: "release",
      async inject(world) {
        // @ts-expect-error `replicas` was not asked for in `uses`
        void world.replicas;
        return undo();
      },
    }),
  });
  assert.deepEqual(fault().uses, ["links"]);
});

test("a stream is bound to a stream of the target, and what answers once is not", () => {
  type Wire = { readonly cup: number; readonly type: string };
  const { operations } = bindCapability(
    tea,
    {},
    {
      operations: {
        brew: (body) => ({ role: "pot", method: "POST", path: "/brew", body }),
        taste: () => ({ role: "pot", method: "GET", path: "/taste" }),
        pour: ({ pot }) => ({
          role: "pot",
          over: "websocket",
          path: `/pots/${pot}`,
          isOpen: ({ data }: StreamMessage<Wire>) => data.type === "pouring",
          read: ({ data }: StreamMessage<Wire>) => (data.type === "cup" ? { cup: data.cup } : undefined),
          write: ({ sugar }) => ({ type: "sugar", lumps: sugar }),
        }),
        // @ts-expect-error a stream is not served by a request that answers once
        smell: () => ({ role: "pot", method: "GET", path: "/smell" }),
      },
      observations: {},
      arrangements: {},
      traits: { steepMs: 1 },
      moments: { "water boils": null, "pot is poured": null },
    },
  );
  assert.equal(typeof operations["pour"], "function");
});

test("what a workload opens is among what its scenario needs", () => {
  assert.deepEqual(needsOf({ workload: pouring, schedule: [], invariants: [] }).parts, [
    { capability: "tea", part: "brew" },
    { capability: "tea", part: "pour" },
  ]);
});

test("what a scenario needs is read off its workload, schedule and invariants", () => {
  const scenario = defineScenario({
    promise: "tea",
    workload: brewing,
    schedule: [
      {
        at: tea.moment("pot is poured"),
        inject: refuse({ link: tea.linkOf("water boils") }),
        heal: { when: tea.moment("water boils") },
      },
    ],
    invariants: [never],
  });
  assert.deepEqual(needsOf(scenario), {
    capabilities: ["tea"],
    parts: [{ capability: "tea", part: "brew" }],
    eitherParts: [],
    moments: [ref("pot is poured"), ref("water boils")],
    recorded: [ref("pot is poured"), ref("water boils")],
    eitherMoments: [],
    secondReplica: false,
    ports: ["links"],
    struck: [tea.moment("pot is poured")],
    traits: [],
    kinds: [],
    servers: [],
  });
});

const ref = (moment: string) => ({ capability: "tea", moment });
const isIn = (moments: readonly { readonly moment: string }[], name: string): boolean =>
  moments.some(({ moment }) => moment === name);

test("the traits that a schedule is made of, and the kinds that its faults understand, are read off it", () => {
  const cups = tea.amount("steepMs", { factor: 2 });
  const scenario = defineScenario({
    promise: "tea",
    workload: brewing,
    schedule: [
      {
        at: { ...tea.moment("pot is poured"), occurrence: cups },
        inject: { ...kill(), understands: [{ link: "struck", kind: "kettle" }], amounts: [3, cups] },
        heal: tea.after("steepMs", 3),
      },
    ],
    invariants: [never],
  });
  const { traits, kinds } = needsOf(scenario);
  assert.deepEqual(
    traits.map(({ trait, factor }) => [trait, factor]),
    [
      ["steepMs", 2],
      ["steepMs", 2],
      ["steepMs", 3],
    ],
  );
  assert.deepEqual(kinds, [
    { link: "struck", kind: "kettle", fault: "kill", at: { ...tea.moment("pot is poured"), occurrence: cups } },
  ]);
});

test("a heal by one of several moments needs one of them, and with a time at the latest it needs none", () => {
  const blind = { ...never, moments: [] };
  const { quiet: _quiet, ...restless } = brewing;
  const needs = (heal: Heal) => {
    const at = tea.moment("pot is poured", { cup: 1 });
    return needsOf(
      defineScenario({
        promise: "tea",
        workload: restless,
        schedule: [{ at, inject: kill(), heal }],
        invariants: [blind],
      }),
    );
  };
  const [boils, poured] = [tea.moment("water boils"), tea.moment("pot is poured", { cup: 2 }, { by: "other" })];
  const certain = needs({ when: boils });
  assert.deepEqual([isIn(certain.moments, "water boils"), certain.eitherMoments], [true, []]);
  const either = needs({ when: [boils, poured] });
  assert.equal(isIn(either.moments, "water boils"), false);
  assert.deepEqual(either.eitherMoments, [[ref("water boils"), ref("pot is poured")]]);
  assert.ok(isIn(either.recorded, "water boils"));
  const bounded = needs({ when: [boils], orAfter: tea.amount("steepMs") });
  assert.deepEqual([isIn(bounded.moments, "water boils"), bounded.eitherMoments], [false, []]);
  assert.deepEqual(bounded.traits, [tea.amount("steepMs")]);
});

test("a heal that only another replica can bring needs one, unless it comes in time anyway", () => {
  const when = tea.moment("pot is poured", { cup: 2 }, { by: "other" });
  const needs = (heal: Heal): boolean =>
    needsOf(
      defineScenario({
        promise: "tea",
        workload: brewing,
        schedule: [{ at: tea.moment("water boils"), inject: kill(), heal }],
        invariants: [never],
      }),
    ).secondReplica;
  assert.equal(needs({ when }), true);
  assert.equal(needs({ when: [when, tea.moment("pot is poured")] }), false);
  assert.equal(needs({ when, orAfter: tea.amount("steepMs") }), false);
  assert.equal(needs("at end"), false);
});

test("whose whole server a scenario breaks, and by which moments its faults know messages, is read off its faults", () => {
  const breaking = ownFault({
    name: "breaks",
    args: {},
    fate: "release",
    uses: ["servers"],
    breaks: ["struck"],
    inject: async () => undo(),
  });
  const knowing = ownFault({
    name: "knows",
    args: {},
    fate: "release",
    uses: ["moments"],
    moments: [tea.moment("pot is poured", {}, { edge: "after" })],
    breaks: [tea.linkOf("pot is poured")],
    inject: async () => undo(),
  });
  const { servers, moments, struck } = needsOf({
    workload: brewing,
    schedule: [{ at: tea.moment("water boils"), inject: together(breaking, knowing) }],
    invariants: [],
  });
  assert.deepEqual(servers, [tea.linkOf("water boils"), tea.linkOf("pot is poured")]);
  assert.deepEqual(moments, [ref("water boils"), ref("pot is poured")]);
  assert.deepEqual(
    struck.map(({ moment, edge }) => `${moment} ${edge}`),
    ["water boils before", "pot is poured after"],
  );
});

test("the roles that serve a capability are those that its binding names, or all", () => {
  const role = childProcess({ command: ["node"], ready: { path: "/" }, env: () => ({}) });
  const target = { roles: { api: role, worker: role } };
  assert.deepEqual(Object.keys(rolesServing(target, {})), ["api", "worker"]);
  assert.deepEqual(Object.keys(rolesServing(target, { roles: ["api"] })), ["api"]);
});

test("a variant replaces what it names and keeps the rest", () => {
  const scenario = defineScenario({
    promise: "tea",
    workload: brewing,
    schedule: [],
    invariants: [never],
    variants: { killed: { schedule: [{ at: tea.moment("water boils"), inject: kill() }] } },
  });
  const [run, ...rest] = runsOf("brewed", scenario);
  assert.equal(rest.length, 0);
  assert.equal(run?.variant, "killed");
  assert.equal(run?.schedule.length, 1);
  assert.equal(run?.workload, brewing);
});

test("deadlines are made from what a target promises, and are the usual ones for a capability that says nothing", () => {
  assert.deepEqual(deadlinesOf(tea, {}), defaultDeadlines);
  const deadlines = ({ steepMs = 0 }: Readonly<Record<string, number>>) => ({
    scenarioMs: 4 * steepMs,
    operationMs: 50,
  });
  assert.deepEqual(deadlinesOf({ ...tea, deadlines }, { steepMs: 300 }), { scenarioMs: 1_200, operationMs: 50 });
});

test("a schedule survives JSON and back", () => {
  const faults = [
    kill("all of its role"),
    partition({ direction: "up" }),
    failConnections({ how: "rst", at: "accept", times: 3 }),
    refuse({ link: tea.linkOf("water boils") }),
  ];
  const data = faults.map(({ name, args, fate }) => ({ name, args, fate }));
  assert.deepEqual(JSON.parse(JSON.stringify(data)), data);
});

test("faults put together have the fate of the last, the ports of all, and are undone in reverse", async () => {
  const seen: string[] = [];
  const named = (name: string) =>
    ownFault({
      name,
      args: {},
      fate: name === "b" ? "drop" : "release",
      uses: name === "b" ? ["links"] : ["replicas"],
      inject: async () => {
        seen.push(`+${name}`);
        return undo(() => seen.push(`-${name}`));
      },
    });
  const both = together(named("a"), named("b"));
  assert.equal(both.fate, "drop");
  assert.deepEqual(both.uses, ["replicas", "links"]);
  const healing = await both.inject({} as never);
  await healing[Symbol.asyncDispose]();
  assert.deepEqual(seen, ["+a", "+b", "-b", "-a"]);
});

test("when one of several faults cannot go in, those before it are undone", async () => {
  const seen: string[] = [];
  const good = ownFault({
    name: "good",
    args: {},
    fate: "release",
    uses: [],
    inject: async () => undo(() => seen.push("undone")),
  });
  const bad = ownFault({
    name: "bad",
    args: {},
    fate: "release",
    uses: [],
    inject: () => Promise.reject(new Error("no")),
  });
  await assert.rejects(together(good, bad).inject({} as never), /no/);
  assert.deepEqual(seen, ["undone"]);
});

test("every undo runs although one fails, and all failures are told", async () => {
  const seen: string[] = [];
  const all = undoAll([
    undo(() => seen.push("first")),
    undo(() => Promise.reject(new Error("one"))),
    undo(() => Promise.reject(new Error("two"))),
  ]);
  await assert.rejects(async () => all[Symbol.asyncDispose](), AggregateError);
  assert.deepEqual(seen, ["first"]);
});

test("an error says what was expected, what came and what to do, and is known by its code", () => {
  const error = new ChaosError("NO_TEA", { expected: "tea", came: "coffee", todo: "Brew again." });
  assert.equal(error.message, "NO_TEA: expected tea, but coffee. Brew again.");
  assert.equal(isChaosError(error, "NO_TEA"), true);
  assert.equal(isChaosError(error, "NO_COFFEE"), false);
  assert.equal(isChaosError(Object.assign(new Error("copy"), { name: "ChaosError", code: "NO_TEA" }), "NO_TEA"), true);
});

test("a pack carries the contract version that it was built with", () => {
  assert.equal(definePack({ name: "p", capabilities: [tea], scenarios: {} }).contract, CONTRACT_VERSION);
});

for (const [outcomes, code] of [
  [["holds", "holds"], 0],
  [["holds", "violated", "cleanup-failed"], 1],
  [["cleanup-failed", "invalid-baseline"], 5],
  [["invalid-baseline", "not-injected"], 4],
  [["not-injected", "unknown"], 3],
  [["unknown", "holds", "skipped"], 2],
  [["holds", "skipped"], 0],
  [["skipped", "skipped"], 6],
  [[], 6],
] as const) {
  test(`the exit code of ${outcomes.join(", ") || "nothing"} is ${code}`, () =>
    assert.equal(exitCodeOf(outcomes), code));
}

test("a target may be defined with its dependencies first, or in one piece", () => {
  const rest = { name: "empty", roles: {}, capabilities: [] };
  assert.deepEqual(defineTarget({}, rest), defineTarget({ ...rest, dependencies: {} }));
});
