import assert from "node:assert/strict";
import { test } from "node:test";
import { type AnyTarget, anyTargetLaws } from "../../src/for/laws.ts";
import {
  closeConnection,
  defineCapability,
  defineFaultType,
  defineInvariant,
  definePack,
  defineScenario,
  defineWorkload,
  delay,
  emptyHistory,
  type Fault,
  holds,
  integer,
  object,
  type Pack,
  resetConnection,
  type Step,
  stop,
  twiceTheGrace,
  undo,
} from "../../src/for/pack.ts";

const tea = defineCapability({
  name: "tea",
  description: "Makes tea",
  operations: {},
  observations: {},
  arrangements: {},
  traits: {
    graceMs: { description: "to stop", unit: "ms" },
    cups: { description: "how many", unit: "count" },
  },
  moments: { "water boils": { description: "it boils", scope: object({}) } },
});
const at = tea.moment("water boils");
const workload = defineWorkload(tea, { name: "wait", uses: [], async run() {}, async settle() {} });
const anything = defineInvariant({
  name: "anything",
  check: () => holds,
  examples: { keeps: emptyHistory, breaks: emptyHistory },
});
/** A fault that takes no more than ten cups. */
const breakCups = defineFaultType({
  name: "break cups",
  args: object({ cups: integer({ maximum: 10 }) }),
  uses: [],
  make: () => ({ fate: "release", inject: async () => undo() }),
});

const packOf = (...schedule: readonly Step[]): Pack =>
  definePack({
    name: "tea",
    capabilities: [tea],
    faults: [breakCups],
    scenarios: { "tea-is-made": defineScenario({ promise: "tea", workload, schedule, invariants: [anything] }) },
  });

const broken = (pack: Pack, about?: AnyTarget): string =>
  anyTargetLaws(pack, about)
    .flatMap(({ title, check }) => {
      try {
        check();
        return [];
      } catch (error) {
        return [`${title}: ${error instanceof Error ? error.message : error}`];
      }
    })
    .join("\n");

test("a pack whose numbers are those of its targets keeps the laws", () => {
  const cups = tea.moment("water boils", {}, { occurrence: tea.amount("cups", { plus: 1 }) });
  assert.equal(broken(packOf({ at: cups, inject: stop({ killAfterMs: twiceTheGrace(tea) }) })), "");
});

test("an occurrence that is no whole number for some target breaks a law", () => {
  const half = tea.moment("water boils", {}, { occurrence: tea.amount("cups", { factor: 0.5 }) });
  assert.match(
    broken(packOf({ at: half, inject: resetConnection() })),
    /to occur 0\.5 times where a target promises 1/,
  );
  const less = tea.moment("water boils", {}, { occurrence: tea.amount("cups", { plus: -1 }) });
  assert.match(broken(packOf({ at: less, inject: resetConnection() })), /to occur 0 times/);
});

test("a fault that cannot be made of the numbers of some target breaks a law", () => {
  const all: Fault = { ...breakCups({ cups: 1 }), args: { cups: { ...tea.amount("cups") } } };
  assert.match(
    broken(packOf({ at, inject: all })),
    /tea-is-made is drawn from the numbers of any target: BAD_FAULT_ARGS/,
  );
});

test("a stop that has a time of its own, or none, breaks a law", () => {
  assert.match(broken(packOf({ at, inject: stop({ killAfterMs: 500 }) })), /killed after 500 ms: use twiceTheGrace/);
  assert.match(broken(packOf({ at, inject: stop() })), /killed after null ms/);
});

test("the protocols that faults speak are those that the pack names", () => {
  const spoken: Fault = { ...delay({ ms: 1 }), understands: [{ link: "struck", kind: "redis" }] };
  const pack = packOf({ at, inject: spoken });
  assert.equal(broken(pack, { understands: ["redis"] }), "");
  assert.match(broken(pack), /a fault understands redis/);
  assert.match(broken(pack, { understands: ["redis", "http"] }), /no fault understands http/);
});

test("a scenario about coming back ends connections in both ways", () => {
  const about = { endsBothWays: ["tea-is-made"] };
  const one = { at, inject: closeConnection() };
  assert.match(broken(packOf(one), about), /no variant ends with a RST: close connection/);
  assert.equal(broken(packOf(one, { at, inject: resetConnection() }), about), "");
});
