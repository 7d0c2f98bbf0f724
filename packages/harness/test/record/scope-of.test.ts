import assert from "node:assert/strict";
import { test } from "node:test";
import type { MessageValue } from "@chaos-packs/contract";
import { scopeOf } from "../../src/record/scope-of.ts";

const reads = (
  values: readonly MessageValue[],
  ...rest: [Parameters<typeof scopeOf>[1], Parameters<typeof scopeOf>[2]?]
) => scopeOf({ values }, ...rest).map(({ name, position, isGuess }) => [name, position.read, isGuess]);

const one = [{ name: "id", value: "1" }];
const shown = [{ name: "id", value: "1", again: "2" }];

test("a number is taken for the id only in a place of that name, and is a guess", () => {
  const values = [
    { read: "parameters[0]", value: "1", field: "attempts" },
    { read: "parameters[1]", value: "1", field: "job_id" },
    { read: "parameters[2]", value: "1", field: "id" },
  ];
  assert.deepEqual(reads(values, one), [["id", "parameters[2]", true]]);
  assert.deepEqual(reads(values.slice(0, 2), one), [["id", "parameters[1]", true]]);
  assert.deepEqual(reads(values.slice(0, 1), one), []);
});

test("a place is the id's when the id of a second request stood there, whatever its name, and is then no guess", () => {
  const values = [
    { read: "args[3]", value: "1" },
    { read: "args[5]", value: "1" },
  ];
  const alike = [
    {
      values: [
        { read: "args[3]", value: "1" },
        { read: "args[5]", value: "2" },
      ],
    },
  ];
  assert.deepEqual(reads(values, shown, alike), [["id", "args[5]", false]]);
  assert.deepEqual(reads([{ read: "parameters[0]", value: "1", field: "id" }], shown, alike), []);
});

test("a value that is long enough to be no other is found anywhere, and before the answer rather than in it", () => {
  const own = [{ name: "id", value: "doc-1" }];
  const values = [
    { read: "reply[1]", value: "doc-1", isAnswered: true },
    { read: "args[16]", value: "doc-1" },
  ];
  assert.deepEqual(reads(values, own), [["id", "args[16]", false]]);
});
