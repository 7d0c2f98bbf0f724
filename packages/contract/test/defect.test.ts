import assert from "node:assert/strict";
import { test } from "node:test";
import { defineDefect, isChaosError } from "../src/index.ts";

const edit = { file: "src/pool.ts", replace: "shift()", with: "pop()" };
const whole = {
  name: "last-come-first-served",
  mistake: "Who came last is served first",
  expected: ["db-pool/waiters-are-fair"],
  edits: [edit],
};

test("a defect is what was given, with edits and without", () => {
  assert.equal(defineDefect(whole), whole);
  const { edits: _left, ...older } = whole;
  assert.equal(defineDefect(older), older);
});

for (const [what, part, code, says] of [
  ["a name that is no file's", { name: "Last Come" }, "BAD_DEFECT", /"Last Come"/],
  ["no mistake", { mistake: " " }, "BAD_DEFECT", /`mistake`/],
  ["a scenario without its pack", { expected: ["waiters-are-fair"] }, "BAD_DEFECT", /pack\/id.*"waiters-are-fair"/],
  ["no edit", { edits: [] }, "BAD_DEFECT", /at least one edit/],
  [
    "an absolute path",
    { edits: [{ ...edit, file: "/src/pool.ts" }] },
    "BAD_DEFECT",
    /edits\[0\]\.file.*"\/src\/pool\.ts"/,
  ],
  ["a path that leads out", { edits: [{ ...edit, file: "../pool.ts" }] }, "BAD_DEFECT", /"\.\.\/pool\.ts"/],
  ["a path with backslashes", { edits: [{ ...edit, file: "src\\pool.ts" }] }, "BAD_DEFECT", /with slashes/],
  [
    "nothing that is replaced",
    { edits: [edit, { ...edit, replace: "" }] },
    "BAD_DEFECT",
    /edits\[1\]\.replace.*src\/pool\.ts/,
  ],
  [
    "an edit that changes nothing",
    { edits: [{ ...edit, with: "shift()" }] },
    "EDIT_CHANGES_NOTHING",
    /src\/pool\.ts[\s\S]*\| shift\(\)/,
  ],
] as const) {
  test(`${what} is refused with ${code}`, () => {
    assert.throws(
      () => defineDefect({ ...whole, ...part }),
      (error) => isChaosError(error, code) && says.test(error.message),
    );
  });
}
