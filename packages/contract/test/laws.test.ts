import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type CapabilitySpec,
  defineCapability,
  defineInvariant,
  definePack,
  defineScenario,
  defineWorkload,
  emptyHistory,
  holds,
  type Invariant,
  integer,
  invariantLaws,
  kill,
  type Law,
  object,
  type Pack,
  type PackModules,
  packLaws,
  type Scenario,
  string,
  unknown,
  violated,
} from "../src/index.ts";

const tea = defineCapability({
  name: "tea",
  description: "Makes tea",
  operations: {
    brew: { description: "Brews", input: object({ cups: integer() }), output: object({ pot: string() }) },
    pour: {
      description: "Pours",
      input: object({}),
      output: object({ cup: integer() }),
      sends: object({ sugar: integer() }),
      stream: true,
    },
  },
  observations: {},
  arrangements: {},
  traits: { steepMs: { description: "how long", unit: "ms" }, cups: { description: "how many", unit: "count" } },
  moments: { "water boils": { description: "it boils", scope: object({ pot: string() }) } },
});
const brewing = defineWorkload(tea, {
  name: "brew",
  uses: ["brew", "pour"],
  async run(client) {
    await client.call("brew", { cups: 2 });
  },
  async settle() {},
});

const brewed = {
  client: "run",
  name: "brew",
  input: {},
  calledAt: 1,
  returnedAt: 2,
  result: { status: "ok" as const, output: {} },
};
const teaIsMade: Invariant = defineInvariant({
  name: "tea is made",
  moments: ["water boils"],
  check: ({ operations }) => {
    if (operations.length === 0) return unknown("nobody asked for tea");
    return operations.every(({ result }) => result.status === "ok") ? holds : violated("there was none");
  },
  examples: {
    keeps: { ...emptyHistory, operations: [brewed] },
    breaks: { ...emptyHistory, operations: [{ ...brewed, result: { status: "unknown", error: "cold" } }] },
  },
});

const step = { at: tea.moment("water boils", { pot: "blue" }), inject: kill(), heal: tea.after("steepMs", 2) };
const sound = defineScenario({
  promise: "tea is made although the cook is killed",
  workload: brewing,
  schedule: [step],
  invariants: [teaIsMade],
});
const packOf = (part: Partial<Scenario> = {}, id = "cook-is-killed"): Pack =>
  definePack({ name: "tea", capabilities: [tea], scenarios: { [id]: { ...sound, ...part } } });

const broken = (laws: readonly Law[]): string =>
  laws
    .flatMap(({ title, check }) => {
      try {
        check();
        return [];
      } catch (error) {
        return [`${title}: ${(error as Error).message}`];
      }
    })
    .join("\n");

test("a sound pack keeps every law, with its files and without", () => {
  const modules = { scenarios: { "cook-is-killed.ts": { scenario: sound } } };
  const pack = definePack({ name: "tea", capabilities: [tea], scenarios: { "cook-is-killed": sound } });
  assert.equal(broken(packLaws(pack)), "");
  assert.equal(broken(packLaws(pack, { ...modules, invariants: { "tea-is-made.ts": { teaIsMade } } })), "");
});

for (const [what, part, message] of [
  ["strikes nothing", { schedule: [] }, /no fault strikes/],
  ["has no invariant of its own", { invariants: [] }, /judged by nothing of its own/],
  ["has an invariant twice", { invariants: [teaIsMade, { ...teaIsMade }] }, /an invariant stands twice: tea is made/],
  [
    "has a schedule that is no JSON",
    { schedule: [{ ...step, inject: { ...step.inject, args: new Date(0) as never } }] },
    /the step of "kill.*" does not survive JSON/,
  ],
  [
    "has a schedule with a number that JSON does not know",
    { schedule: [{ ...step, heal: tea.after("steepMs", Number.NaN) }] },
    /does not survive JSON/,
  ],
  [
    "names an unknown moment",
    { schedule: [{ ...step, at: { ...step.at, moment: "milk boils" } }] },
    /tea has no moment "milk boils"/,
  ],
  [
    "names an unknown key of a scope",
    { schedule: [{ ...step, at: { ...step.at, scope: { cup: 1 } } }] },
    /the scope of "water boils" has no "cup"/,
  ],
  [
    "waits for a trait that is no time",
    { schedule: [{ ...step, heal: tea.after("cups", 1) }] },
    /no trait "cups" in ms/,
  ],
  ["uses an unknown part", { workload: { ...brewing, uses: ["stir"] } }, /tea has no "stir"/],
  ["heals where it strikes", { schedule: [{ ...step, heal: { when: { ...step.at } } }] }, /it would heal at once/],
  ["promises nothing", { promise: " " }, /cook-is-killed promises nothing/],
  [
    "has a workload of another capability",
    { workload: { ...brewing, capability: { ...tea, name: "coffee" } as never } },
    /does not list the capability coffee/,
  ],
] as const) {
  test(`a pack breaks a law when its scenario ${what}`, () =>
    assert.match(broken(packLaws(packOf(part as Partial<Scenario>))), message));
}

test("a scenario leaves its deadline to a capability that makes one", () => {
  const capability = { ...tea, deadlines: () => ({ scenarioMs: 1, operationMs: 1 }) };
  const pack = { ...packOf({ deadlineMs: 4_000 }), capabilities: [capability] };
  assert.match(broken(packLaws(pack)), /its capability makes deadlines, and it sets its own/);
  assert.equal(broken(packLaws(packOf({ deadlineMs: 4_000 }))), "");
});

test("a pack of another contract, an id that is no kebab-case, or too much that is quick breaks a law", () => {
  assert.match(broken(packLaws({ ...packOf(), contract: 99 })), /written for contract 99/);
  assert.match(broken(packLaws(packOf({}, "Cook_is_killed"))), /"Cook_is_killed" is not in kebab-case/);
  const many = (quick: boolean): Pack => ({
    ...packOf(),
    scenarios: Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`tea-${at}`, { ...sound, quick }])),
  });
  assert.match(broken(packLaws(many(true))), /12 of 12 are quick/);
  assert.match(broken(packLaws(many(false))), /0 of 12 are quick/);
});

for (const [what, part, message] of [
  [
    "a part that is no data",
    { traits: { at: { unit: "ms", description: new Date(0) } } },
    /"at" does not survive JSON/,
  ],
  ["two parts of one name", { observations: { brew: { description: "", output: {} } } }, /"brew" stands twice/],
  [
    "an operation that answers once and on which clients may say something",
    { operations: { brew: { ...tea.operations.brew, sends: object({}) } } },
    /"brew" has `sends`, and is no stream/,
  ],
  [
    "an operation that stays open and may be repeated",
    { operations: { brew: { ...tea.operations.brew, stream: true, idempotent: true } } },
    /opened anew instead of repeated/,
  ],
] as const) {
  test(`a capability with ${what} breaks a law`, () => {
    const capability = { ...tea, ...part } as unknown as CapabilitySpec & Pack["capabilities"][number];
    assert.match(broken(packLaws({ ...packOf(), capabilities: [capability] })), message);
  });
}

for (const [what, modules, message] of [
  ["is forgotten", { scenarios: {} }, /cook-is-killed has no file of its name/],
  [
    "is not registered",
    { scenarios: { "cook-is-killed.ts": { scenario: sound }, "other.ts": { scenario: sound } } },
    /other\.ts is not the scenario of its name/,
  ],
  ["of an invariant is named otherwise", { invariants: { "tea.ts": { teaIsMade } } }, /is named "tea is made"/],
  [
    "has two invariants",
    { invariants: { "tea-is-made.ts": { teaIsMade, again: teaIsMade } } },
    /it exports teaIsMade, again/,
  ],
  ["exports nothing", { invariants: { "tea-is-made.ts": {} } }, /it exports nothing/],
] as const) {
  test(`a pack breaks a law when a file ${what}`, () => {
    const pack = definePack({ name: "tea", capabilities: [tea], scenarios: { "cook-is-killed": sound } });
    assert.match(broken(packLaws(pack, modules as PackModules)), message);
  });
}

test("two invariants of one name break a law, also when no scenario uses the second", () => {
  const invariants = { "tea-is-made.ts": { other: { ...teaIsMade } } };
  assert.match(broken(packLaws(packOf(), { invariants })), /two are named "tea is made"/);
});

for (const [what, part, message] of [
  ["cannot be violated", { check: () => holds }, /says holds of the history that breaks it; it must say violated/],
  ["is violated by what keeps it", { check: () => violated("no") }, /says violated of the history that keeps it/],
  [
    "passes when nothing has happened",
    { check: (history: typeof emptyHistory) => (history === emptyHistory ? holds : teaIsMade.check(history)) },
    /says holds of a history in which nothing happened/,
  ],
  [
    "passes when only time has passed",
    { check: (history: typeof emptyHistory) => (history.traits["tea"] ? holds : teaIsMade.check(history)) },
    /says holds of a history that has nothing but what the target promises/,
  ],
  ["gives no reason", { check: () => violated("") }, /says violated without a reason/],
  ["reads a moment that is not there", { moments: ["milk boils"] }, /no capability has the moment "milk boils"/],
  [
    "has a moment in its examples that it does not name",
    {
      moments: [],
      examples: {
        ...teaIsMade.examples,
        keeps: {
          ...teaIsMade.examples.keeps,
          moments: [
            {
              capability: "tea",
              moment: "water boils",
              scope: {},
              edge: "before",
              at: 1,
              by: { role: "cook", index: 0, incarnation: 1 },
            },
          ],
        },
      },
    },
    /its examples have "water boils", which it does not name/,
  ],
  ["judges by a trait that is not there", { traits: ["price"] }, /no capability has the trait "price"/],
  [
    "reads a trait that it does not name",
    {
      check: (history: typeof emptyHistory) =>
        (history.traits["tea"]?.["steepMs"] ?? 0) >= 0 ? teaIsMade.check(history) : holds,
      examples: {
        keeps: { ...teaIsMade.examples.keeps, traits: { tea: { steepMs: 1 } } },
        breaks: teaIsMade.examples.breaks,
      },
    },
    /it reads steepMs, which it does not name in its traits/,
  ],
  [
    "changes what it judges",
    {
      check: (history: typeof emptyHistory) => {
        if (history.operations.length > 0) Object.assign(history, { endedAt: history.endedAt + 1 });
        return holds;
      },
      examples: { keeps: { ...teaIsMade.examples.keeps }, breaks: { ...teaIsMade.examples.breaks } },
    },
    /it changes what it judges/,
  ],
] as const) {
  test(`an invariant that ${what} breaks a law`, () =>
    assert.match(broken(invariantLaws({ ...teaIsMade, ...part } as unknown as Invariant, [tea])), message));
}

test("a promise holds for any target: times, shares and sizes in digits are refused, and codes and counts are not", () => {
  const said = (promise: string): string => broken(packLaws(packOf({ promise })));
  for (const own of ["100 ms", "2s", "20 %", "30%", "64 KB", "1.5 seconds"])
    assert.match(said(`tea comes within ${own}`), /which holds for one target only/);
  for (const sound of ["53300 is treated as exhaustion", "429, 500 and 57P01 are retried", "of 20 cups one is drunk"])
    assert.equal(said(sound), "");
});

test("a promise is complete by itself", () =>
  assert.match(broken(packLaws(packOf({ promise: "the same after a restart" }))), /is not complete by itself/));

test("a schedule refers only to traits that its capability has, also in an occurrence", () => {
  const at = { ...step.at, occurrence: { capability: "tea", trait: "cups", plus: 1 } };
  assert.equal(broken(packLaws(packOf({ schedule: [{ ...step, at }] }))), "");
  const stranger = { ...at, occurrence: { capability: "tea", trait: "spoons" } };
  assert.match(broken(packLaws(packOf({ schedule: [{ ...step, at: stranger }] }))), /tea has no trait "spoons"/);
});

test("a trait that counts connections names a moment of its capability", () => {
  const counts = (connectionsOf: string, unit: "count" | "ms" = "count") =>
    broken(
      packLaws({
        ...packOf(),
        capabilities: [{ ...tea, traits: { ...tea.traits, cups: { description: "", unit, connectionsOf } } }] as never,
      }),
    );
  assert.equal(counts("water boils"), "");
  assert.match(counts("water sings"), /which is no moment/);
  assert.match(counts("water boils", "ms"), /counts connections in ms/);
});
