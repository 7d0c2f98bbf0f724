import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyHistory, type Unseen } from "@chaos-packs/contract";
import { describeUnseen, unseenSummary } from "../../src/report/describe-unseen.ts";
import type { Finished } from "../../src/runner.ts";

const head: Unseen = {
  role: "api",
  index: 0,
  dependency: "ocr",
  why: "undecoded",
  what: "a request whose head is longer than 64 KiB",
  at: 12,
  times: 3,
};

const finished = (...unseen: readonly Unseen[]): Finished =>
  ({ result: { history: { ...emptyHistory, unseen } } }) as unknown as Finished;

test("an entry says who, to what, why it was not seen, and how often", () => {
  assert.equal(
    describeUnseen(head),
    "api 0 → ocr: passed undecoded: a request whose head is longer than 64 KiB (3 times)",
  );
  assert.equal(
    describeUnseen({ ...head, why: "bypass", what: "CLUSTER SLOTS named 10.0.0.1:7000", times: 1 }),
    "api 0 → ocr: bypasses the link: CLUSTER SLOTS named 10.0.0.1:7000",
  );
});

test("the summary names each kind of traffic once, with the number of scenarios that had it", () => {
  assert.deepEqual(unseenSummary([finished()]), []);
  const lines = unseenSummary([finished(head, { ...head, index: 1 }), finished(head), finished()]);
  assert.equal(lines.length, 2);
  assert.match(String(lines[1]), /api → ocr: passed undecoded: .*64 KiB, in 2 scenarios$/);
});

test("of many kinds the summary names the most frequent and counts the rest", () => {
  const many = Array.from({ length: 20 }, (_, each) => ({ ...head, what: `shape ${each}` }));
  const lines = unseenSummary([finished(...many), finished({ ...head, what: "shape 19" })]);
  assert.match(String(lines[1]), /shape 19, in 2 scenarios$/);
  assert.match(String(lines.at(-1)), /and 12 more/);
});
