import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pack, Scenario } from "@chaos-packs/contract";
import { planRuns } from "../src/plan.ts";
import { counterTarget, countingPack } from "./fixtures/counting.ts";

const scenario = countingPack.scenarios["stalled"] as Scenario;
const other: Pack = {
  ...countingPack,
  name: "other",
  scenarios: { quickly: { ...scenario, quick: true }, twice: { ...scenario, variants: { one: {}, two: {} } } },
};
const titles = (part: Partial<Parameters<typeof planRuns>[2]> = {}): string[] =>
  planRuns([countingPack, other], counterTarget(), { pack: undefined, only: [], quick: false, repeat: 1, ...part }).map(
    ({ pack, title }) => `${pack}/${title}`,
  );

test("without options every variant of every scenario is planned, in the order of packs", () =>
  assert.deepEqual(titles().slice(-4), [
    "counting/needs-singing",
    "other/quickly",
    "other/twice (one)",
    "other/twice (two)",
  ]));

test("quick, only and pack choose", () => {
  assert.deepEqual(titles({ quick: true }), ["other/quickly"]);
  assert.deepEqual(titles({ only: ["other/twice", "stalled"] }), [
    "counting/stalled",
    "other/twice (one)",
    "other/twice (two)",
  ]);
  assert.equal(titles({ pack: "other" }).length, 3);
});

test("repeat plans the whole again, each turn named", () =>
  assert.deepEqual(titles({ only: ["quickly"], repeat: 2 }), ["other/quickly [1/2]", "other/quickly [2/2]"]));
