import assert from "node:assert/strict";
import { test } from "node:test";
import { isChaosError } from "@chaos-packs/contract";
import { fillTemplate, isReached, parseUntil } from "../../src/record/journey.ts";

test("names in a path stand for values of the answer, also further in, and are encoded", () => {
  assert.equal(fillTemplate("/documents/{id}", { id: 7 }), "/documents/7");
  assert.equal(fillTemplate("/d/{doc.id}/p", { doc: { id: "a b" } }), "/d/a%20b/p");
  assert.throws(
    () => fillTemplate("/documents/{id}", { job: 1 }),
    (error) => isChaosError(error, "NOT_IN_THE_ANSWER") && /"id"/.test(error.message),
  );
});

test("a journey is done when the answer holds what is waited for", () => {
  assert.equal(isReached("$.status=done", { status: "done" }), true);
  assert.equal(isReached("$.status=done", { status: "queued" }), false);
  assert.equal(isReached("$.job.pages=3", { job: { pages: 3 } }), true);
  assert.equal(isReached("$.job.pages=3", {}), false);
  for (const wrong of ["status=done", "$.status", "", "$..a=1"].slice(0, 3))
    assert.throws(
      () => parseUntil(wrong),
      (error) => isChaosError(error, "MALFORMED_UNTIL"),
    );
});
