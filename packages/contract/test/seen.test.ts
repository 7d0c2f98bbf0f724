import assert from "node:assert/strict";
import { test } from "node:test";
import { examplesOf } from "../src/for/example.ts";
import { defineCapability, field, integer, object, seen, string, took } from "../src/for/pack.ts";

const tea = defineCapability({
  name: "tea",
  description: "Makes tea",
  operations: {
    brew: { description: "Brews", input: object({ cups: integer() }), output: object({ pot: string() }) },
    rinse: { description: "Rinses", input: object({ pot: string() }), output: object({}) },
    taste: { description: "Tastes", input: object({}), output: object({}) },
  },
  observations: {},
  arrangements: {},
  traits: {},
  moments: { "water boils": { description: "boils", scope: object({ pot: string() }) } },
});
const { historyOf, did, failed, unanswered, saw } = examplesOf(tea, { by: { role: "api", index: 0, incarnation: 1 } });
const coffee = examplesOf({ ...tea, name: "coffee" }, { by: { role: "api", index: 0, incarnation: 1 } });

test("calls are those of the operations named, or of all, in the order in which they were made, and of no other capability", () => {
  const history = historyOf(
    did("taste", {}, 30, {}),
    unanswered("rinse", { pot: "a" }, { from: 10, until: 90 }),
    failed("brew", { cups: 2 }, 20, 503),
    coffee.did("taste", {}, 1, {}),
  );
  const { calls } = seen(history, tea);
  assert.deepEqual(
    calls().map(({ name, calledAt }) => [name, calledAt]),
    [
      ["rinse", 10],
      ["brew", 20],
      ["taste", 30],
    ],
  );
  assert.deepEqual(
    calls("taste", "rinse").map((call) => (call.name === "rinse" ? call.input.pot : call.name)),
    ["a", "taste"],
  );
  assert.deepEqual(calls("rinse").map(took), [80]);
});

test("moments that the server answered with an error are apart from those that came about", () => {
  const history = historyOf(
    saw("water boils", { pot: "b" }, 30, { failed: "57014" }),
    saw("water boils", { pot: "a" }, 20),
    saw("water boils", { pot: "a" }, 10, { failed: "40P01" }),
  );
  const { moments, failedMoments } = seen(history, tea);
  assert.deepEqual(
    moments("water boils").map(({ at }) => at),
    [20],
  );
  assert.deepEqual(
    failedMoments("water boils").map(({ scope, failed: code }) => [scope.pot, code]),
    [
      ["a", "40P01"],
      ["b", "57014"],
    ],
  );
});

test("a field is that of an object which has it, and of nothing else", () => {
  assert.equal(field({ error: "cold" }, "error"), "cold");
  for (const value of [undefined, null, "error", 7, ["error"], {}]) assert.equal(field(value, "error"), undefined);
  assert.equal(field({}, "toString"), undefined);
  assert.equal(field(["cold"], "length"), undefined);
});
