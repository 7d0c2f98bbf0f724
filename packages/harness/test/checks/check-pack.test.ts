import assert from "node:assert/strict";
import { test } from "node:test";
import { defineInvariant, emptyHistory, holds, type Pack, type Scenario } from "@chaos-packs/contract";
import { checkInvariant, checkPack } from "../../src/checks/check-pack.ts";
import { countingPack, numbersArrive } from "../fixtures/counting.ts";

const sound = countingPack.scenarios["stalled"] as Scenario;
const [step] = sound.schedule;
if (!step) throw new Error("the fixture has no step");

const broken = (pack: Pack): string[] =>
  checkPack(pack).flatMap(({ check }) => {
    try {
      check();
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
const packOf = (part: Partial<Scenario>): Pack => ({ ...countingPack, scenarios: { it: { ...sound, ...part } } });

test("a sound pack keeps every law", () => assert.deepEqual(broken(countingPack), []));

for (const [what, part, message] of [
  [
    "a schedule that is not JSON",
    { schedule: [{ ...step, inject: { ...step.inject, args: new Date(0) as never } }] },
    /JSON/,
  ],
  ["an unknown moment", { schedule: [{ ...step, at: { ...step.at, moment: "danced" } }] }, /no moment "danced"/],
  [
    "an unknown trait",
    { schedule: [{ ...step, heal: { after: { capability: "counting", trait: "leaseMs", factor: 1 } } }] },
    /no trait "leaseMs"/,
  ],
  ["no invariant of its own", { invariants: [] }, /judged by nothing/],
  ["an invariant twice", { invariants: [numbersArrive, { ...numbersArrive }] }, /stands twice/],
] as const) {
  test(`a scenario with ${what} breaks a law`, () => assert.match(broken(packOf(part)).join("\n"), message));
}

test("an invariant that cannot be violated, or passes when there was nothing to judge, breaks a law", () => {
  const blind = defineInvariant({
    name: "blind",
    check: () => holds,
    examples: { keeps: emptyHistory, breaks: emptyHistory },
  });
  assert.throws(() => checkInvariant(blind), /says holds of the history that breaks it/);
  const eager = {
    ...numbersArrive,
    check: (history: typeof emptyHistory) => (history === emptyHistory ? holds : numbersArrive.check(history)),
  };
  assert.throws(() => checkInvariant(eager), /says holds of a history in which nothing happened/);
});
