import assert from "node:assert/strict";
import { test } from "node:test";
import { amountIn, describeAmount } from "../src/index.ts";

const ofPool = { capability: "queries", trait: "poolSize" };

test("an amount is a number, or a trait of the target times a factor plus a number", () => {
  const traits = { queries: { poolSize: 4 } };
  assert.equal(amountIn(traits, 7), 7);
  assert.equal(amountIn(traits, ofPool), 4);
  assert.equal(amountIn(traits, { ...ofPool, factor: 2, plus: 1 }), 9);
});

test("a trait of zero is zero, and one that is not promised is none", () => {
  assert.equal(amountIn({ queries: { poolSize: 0 } }, ofPool), 0);
  for (const traits of [{}, { queries: {} }, { queries: { poolSize: null } }, { queries: { poolSize: undefined } }])
    assert.equal(amountIn(traits, { ...ofPool, plus: 3 }), undefined);
});

test("an amount names its trait to people", () => {
  assert.equal(describeAmount(5), "5");
  assert.equal(describeAmount({ ...ofPool, factor: 2, plus: 1 }), "2 × poolSize + 1");
});
