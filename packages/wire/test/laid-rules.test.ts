import assert from "node:assert/strict";
import { test } from "node:test";
import { LaidRules, type RuleOnLink } from "../src/laid-rules.ts";

interface Named extends RuleOnLink {
  readonly name: string;
}
const namesOf = (rules: LaidRules<Named>): readonly string[] => [...rules].map(({ rule: { name } }) => name);

test("rules lie in the order in which they were laid, until each is healed", async () => {
  const rules = new LaidRules<Named>(1);
  assert.equal(rules.isEmpty, true);
  const first = rules.lay({ name: "first" });
  const healed: string[] = [];
  const second = rules.lay({ name: "second" }, ({ rule }) => void healed.push(rule.name));
  assert.deepEqual(namesOf(rules), ["first", "second"]);
  const [, laid] = rules;
  await second[Symbol.asyncDispose]();
  assert.deepEqual([healed, laid?.healed.aborted, namesOf(rules)], [["second"], true, ["first"]]);
  await first[Symbol.asyncDispose]();
  assert.equal(rules.isEmpty, true);
});

test("the hits of a rule are what it has struck, also when it is healed", async () => {
  const rules = new LaidRules<Named>(1);
  const laid = rules.lay({ name: "twice", times: 2 });
  const [rule] = rules;
  assert.deepEqual([rule?.strikes(), rule?.strikes(), rule?.strikes()], [true, true, false]);
  assert.equal(rule?.isSpent, true);
  await laid[Symbol.asyncDispose]();
  assert.equal(laid.hits, 2);
});

test("a rule on connections that are open now does not concern those that come later", () => {
  const rules = new LaidRules<Named>(1);
  rules.connected(2);
  rules.connected(1);
  rules.lay({ name: "now", connections: "open now" });
  rules.lay({ name: "always" });
  const [now, always] = rules;
  assert.deepEqual(
    [1, 2, 3].map((id) => [now?.concerns(id), always?.concerns(id)]),
    [
      [true, true],
      [true, true],
      [false, true],
    ],
  );
});

test("rules with one share begin at offsets of their own, which the seed decides", () => {
  const firstStruck = (seed: number): readonly number[] => {
    const rules = new LaidRules<Named>(seed);
    for (let each = 0; each < 20; each++) rules.lay({ name: `${each}`, fraction: 0.1 });
    return [...rules].map((laid) => Array.from({ length: 10 }, () => laid.strikes()).indexOf(true));
  };
  assert.ok(new Set(firstStruck(1)).size > 4);
  assert.deepEqual(firstStruck(1), firstStruck(1));
  assert.notDeepEqual(firstStruck(1), firstStruck(2));
});
