import assert from "node:assert/strict";
import { test } from "node:test";
import { paintOver, paintRanges } from "../../src/coverage/paint-ranges.ts";

const range = (startOffset: number, endOffset: number, count: number) => ({ startOffset, endOffset, count });
const counted = (...ranges: ReturnType<typeof range>[]) => [{ functionName: "", isBlockCoverage: true, ranges }];

test("of the ranges around a character the smallest tells whether it ran", () => {
  const functions = [...counted(range(0, 10, 1), range(2, 8, 0)), ...counted(range(4, 6, 3))];
  assert.equal(paintRanges(12, functions).join(""), "110011001100");
});

test("a function that was called counts also when it is named after what it stands in", () => {
  const functions = [...counted(range(4, 6, 1)), ...counted(range(0, 10, 0))];
  assert.equal(paintRanges(10, functions).join(""), "0000110000");
});

test("what ran in any life ran", () => {
  const painted = paintRanges(4, counted(range(0, 2, 1)));
  paintOver(painted, paintRanges(4, counted(range(0, 4, 0), range(3, 4, 1))));
  assert.equal(painted.join(""), "1101");
});
