import assert from "node:assert/strict";
import { test } from "node:test";
import { findMoment } from "../../src/new/find-moment.ts";
import { readDescription } from "../../src/new/read-description.ts";

for (const [sentence, fault, moments, edge] of [
  ["a worker dies between storing a result and marking it", "kill", ["storing a result", "marking it"], "before"],
  ["Redis is unavailable during the merge.", "refuse", ["merge"], "before"],
  ["The answer is slow after the job is claimed, twice", "delay", ["job is claimed"], "after"],
  ["the link is cut off before a work starts", "partition", ["work starts"], "before"],
  ["jobs go on when a worker crashes", "kill", [], "before"],
] as const) {
  test(`"${sentence}" is ${fault} at ${moments.at(-1) ?? "no moment"}`, () => {
    const reading = readDescription(sentence);
    assert.deepEqual({ ...reading, promise: undefined }, { promise: undefined, fault, moments, edge });
  });
}

const moments = {
  "result is stored": { description: "the result of a chunk is written to the store" },
  "work completes": { description: "a chunk is marked completed" },
  "merge commits": { description: "the merge's transaction commits" },
};

test("a phrase finds the moment that shares most of its words, the name's above the description's", () => {
  assert.equal(findMoment("storing a result", moments), "result is stored");
  assert.equal(findMoment("marking it", moments), "work completes");
  assert.equal(findMoment("the commit of the merge", moments), "merge commits");
  assert.equal(findMoment("sending an invoice", moments), undefined);
});
