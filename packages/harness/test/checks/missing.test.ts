import assert from "node:assert/strict";
import { test } from "node:test";
import { gainsOf, type Missing } from "../../src/checks/missing.ts";

const part = (name: string): Missing => ({ because: `does not offer ${name}`, part: { capability: "jobs", name } });

test("the parts that would bring most come first, each with what it adds to those before it", () => {
  const skipped = [
    [part("recover")],
    [part("recover")],
    [part("retry")],
    [part("retry"), part("chunks")],
    [part("chunks"), part("recover")],
    [],
  ];
  assert.deepEqual(
    gainsOf(skipped).map(({ name, scenarios }) => [name, scenarios]),
    [
      ["recover", 2],
      ["retry", 1],
      ["chunks", 2],
    ],
  );
});

test("what no mapping can bring is not among them", () =>
  assert.deepEqual(gainsOf([[part("recover"), { because: "is remote" }]]), []));

test("a run that lacks several parts gives each of them a line, the last with the run", () =>
  assert.deepEqual(
    gainsOf([[part("a"), part("b")]]).map(({ name, scenarios }) => [name, scenarios]),
    [
      ["a", 0],
      ["b", 1],
    ],
  ));
