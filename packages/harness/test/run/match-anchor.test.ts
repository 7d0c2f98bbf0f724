import assert from "node:assert/strict";
import { test } from "node:test";
import type { Anchor, MomentSeen, ReplicaId } from "@chaos-packs/contract";
import { reference } from "@chaos-packs/contract";
import { describeAnchor, describeNearMisses } from "../../src/run/describe-anchor.ts";
import { matchesAnchor } from "../../src/run/match-anchor.ts";

const worker = (index: number, incarnation = 1): ReplicaId => ({ role: "worker", index, incarnation });
const anchor = (part: Partial<Anchor> = {}): Anchor => ({
  capability: "jobs",
  moment: "work starts",
  scope: {},
  occurrence: 1,
  edge: "before",
  ...part,
});
const seen = (part: Partial<MomentSeen> = {}): MomentSeen => ({
  capability: "jobs",
  moment: "work starts",
  scope: { job: "a", chunk: 5 },
  edge: "before",
  at: 1,
  by: worker(0),
  ...part,
});
const nothing = new Map<string, string>();

test("an anchor means a moment of its name, edge and scope, and no other", () => {
  assert.equal(matchesAnchor(anchor({ scope: { chunk: 5 } }), seen(), nothing), true);
  assert.equal(matchesAnchor(anchor({ scope: { chunk: 6 } }), seen(), nothing), false);
  assert.equal(matchesAnchor(anchor({ edge: "after" }), seen(), nothing), false);
  assert.equal(matchesAnchor(anchor({ moment: "merge commits" }), seen(), nothing), false);
});

test("a number on the wire that came as text is the same number", () => {
  assert.equal(matchesAnchor(anchor({ scope: { chunk: 5 } }), seen({ scope: { chunk: "5" } }), nothing), true);
});

test("a reference matches nothing until the workload has filled it in", () => {
  const about = anchor({ scope: { job: reference("mine") } });
  assert.equal(matchesAnchor(about, seen(), nothing), false);
  assert.equal(matchesAnchor(about, seen(), new Map([["mine", "a"]])), true);
  assert.equal(matchesAnchor(about, seen(), new Map([["mine", "b"]])), false);
});

test("by another means any replica but the struck one, in whichever of its lives", () => {
  assert.equal(matchesAnchor(anchor({ by: "other" }), seen({ by: worker(1) }), nothing, worker(0)), true);
  assert.equal(matchesAnchor(anchor({ by: "other" }), seen({ by: worker(0, 2) }), nothing, worker(0)), false);
  assert.equal(matchesAnchor(anchor({ by: "struck" }), seen({ by: worker(0, 2) }), nothing, worker(0)), true);
  assert.equal(matchesAnchor(anchor({ by: "other" }), seen(), nothing), false);
});

test("an anchor reads as a sentence", () => {
  assert.equal(
    describeAnchor(anchor({ scope: { chunk: 5 }, occurrence: 2, by: "other" })),
    'before the 2nd "work starts" { chunk: 5 } by another replica',
  );
});

test("near misses tell what was there and what was lacking", () => {
  const seven = Array.from({ length: 7 }, (_, index) => seen({ scope: { job: "a", chunk: index + 1 } }));
  assert.equal(
    describeNearMisses(anchor({ scope: { chunk: 11 } }), seven),
    '7 × "work starts" seen before, none had chunk 11 (seen chunk: 1, 2, 3, 4, 5, 6, 7)',
  );
  assert.equal(
    describeNearMisses(anchor({ edge: "after" }), seven),
    '"work starts" was seen 7 times, never at the edge after',
  );
  assert.equal(describeNearMisses(anchor(), []), '"work starts" was never seen');
});
