import assert from "node:assert/strict";
import { test } from "node:test";
import { lagBoundOf } from "../../src/run/lag-bound.ts";

const capability = {
  traits: {
    leaseMs: { description: "", unit: "ms" },
    graceMs: { description: "", unit: "ms" },
    tries: { description: "", unit: "count" },
  },
};
const boundOf = (traits: Readonly<Record<string, number | null>>): number =>
  lagBoundOf([{ capability, traits }] as never);

test("the bound is a quarter of the shortest time that is promised; other numbers are no times", () => {
  assert.equal(boundOf({ leaseMs: 400, graceMs: 600, tries: 3 }), 100);
});

test("a time of 0, or none, does not make every lag an excuse", () => {
  assert.equal(boundOf({ leaseMs: 0, graceMs: 600 }), 150);
  assert.equal(boundOf({ leaseMs: null, graceMs: 600 }), 150);
  assert.equal(boundOf({}), 250);
  assert.equal(boundOf({ leaseMs: 0 }), 250);
});

test("of several capabilities the shortest time of all counts", () => {
  const bindings = [{ leaseMs: 400 }, { graceMs: 200 }].map((traits) => ({ capability, traits }));
  assert.equal(lagBoundOf(bindings as never), 50);
});
