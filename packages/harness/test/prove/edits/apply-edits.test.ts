import assert from "node:assert/strict";
import { test } from "node:test";
import { isChaosError } from "@chaos-packs/contract";
import { applyEdits } from "../../../src/prove/edits/apply-edits.ts";

const original = `export function serve(waiters) {
  const next = waiters.shift();
  if (next) next();
  return next;
}

export function drop(waiters) {
  while (waiters.length > 0) waiters.shift();
}
`;
const apply = (...edits: readonly (readonly [replace: string, put: string])[]) =>
  applyEdits(
    { path: "/service/queue.js", file: "queue.js", original },
    edits.map(([replace, put]) => ({ file: "queue.js", replace, with: put })),
    "unfair",
  );

test("each edit is made at its place, and the lines that it changes are told", () => {
  const { edited, changed } = apply(
    ["  const next = waiters.shift();\n  if (next) next();", "  const next = waiters.pop();\n  if (next) next();"],
    ["waiters.length > 0", "false"],
  );
  assert.match(edited, /const next = waiters\.pop\(\);/);
  assert.match(edited, /while \(false\) waiters\.shift\(\);/);
  assert.deepEqual(changed, [[2], [8]]);
});

test("an edit that only adds changes the line behind which it adds", () => {
  assert.deepEqual(apply(["  if (next) next();\n", "  if (next) next();\n  log(next);\n"]).changed, [[3]]);
});

test("an edit that takes lines away changes those", () => {
  assert.deepEqual(apply(["  if (next) next();\n  return next;\n", "  return next;\n"]).changed, [[3]]);
});

test("what is replaced may hold the signs of a replacement pattern", () => {
  assert.match(apply(["if (next) next();", "next('$&$1');"]).edited, /next\('\$&\$1'\);/);
});

for (const [what, edits, code, says] of [
  [
    "a text that is not there",
    [["const next = waiters.unshift();", ""]],
    "EDIT_NOT_FOUND",
    [
      /unfair replaces in queue\.js/,
      /\| const next = waiters\.unshift\(\);/,
      /nearest[\s\S]*2 \| {3}const next = waiters\.shift\(\);/,
    ],
  ],
  [
    "lines with another indentation",
    [["    if (next) next();\n    return next;", ""]],
    "EDIT_NOT_FOUND",
    [/indentation[\s\S]*3 \| {3}if \(next\) next\(\);/],
  ],
  ["lines in another order", [["  return next;\n  if (next) next();", ""]], "EDIT_NOT_FOUND", [/not in this order/]],
  ["a text that is like nothing", [["%%%", ""]], "EDIT_NOT_FOUND", [/nothing in the file is like it/]],
  [
    "a text that is there twice",
    [["waiters.shift()", "waiters.pop()"]],
    "EDIT_AMBIGUOUS",
    [/2 times, in the lines 2, 8/, /2 \| {3}const next/, /8 \| {3}while/],
  ],
  [
    "edits that overlap",
    [
      ["if (next) next();", "next();"],
      ["next();\n  return", "return"],
    ],
    "EDITS_OVERLAP",
    [/change line 3/, /\| if \(next\) next\(\);/, /\| {3}return/],
  ],
] as const) {
  test(`${what} is refused with ${code}, and shown`, () => {
    assert.throws(
      () => apply(...edits),
      (error) => {
        assert.ok(isChaosError(error, code), String(error));
        for (const each of says) assert.match(error.message, each);
        return true;
      },
    );
  });
}
