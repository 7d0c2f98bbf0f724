import assert from "node:assert/strict";
import { test } from "node:test";
import { isChaosError } from "@chaos-packs/contract";
import { fillTemplate, isReached, parseUntil, valuesIn } from "../../src/record/journey.ts";
import { codeWithScope } from "../../src/record/scope-code.ts";

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

test("a pattern reads its scope off what the answers told, and has none where nothing of it stands", () => {
  const own = valuesIn([
    { id: "doc-1", pages: ["scan"] },
    { id: "doc-1", text: "no" },
  ]);
  assert.deepEqual(
    [...own],
    [
      ["doc-1", "id"],
      ["scan", "pages"],
    ],
  );
  const code = "statement(/^insert/, SCOPE)";
  assert.equal(
    codeWithScope(code, { "parameters[0]": "x", "parameters[1]": "doc-1" }, own),
    "statement(/^insert/, ({ parameters }) => ({ id: parameters[1] }))",
  );
  assert.equal(codeWithScope(code, { "parameters[0]": "x" }, own), "statement(/^insert/, () => ({}))");
});
