import assert from "node:assert/strict";
import { test } from "node:test";
import type { LineRan, SourceLines } from "../../src/coverage/lines-of.ts";
import { coverageByFile, describeCoverage, describeLines, lcovOf } from "../../src/report/describe-coverage.ts";

const line = (...ran: (keyof LineRan)[]): LineRan => ({
  baseline: ran.includes("baseline"),
  faulted: ran.includes("faulted"),
  recovery: ran.includes("recovery"),
});
const sources: SourceLines = new Map([
  [
    "/srv/pool.ts",
    new Map([
      [3, line("baseline", "faulted")],
      [5, line("faulted", "recovery")],
      [6, line("faulted", "recovery")],
      [9, line()],
    ]),
  ],
  ["/srv/all.ts", new Map([[1, line("baseline")]])],
]);

test("lines are named in ranges", () => {
  assert.equal(describeLines([1, 2, 3, 7, 9, 10]), "1–3, 7, 9–10");
  assert.equal(describeLines([]), "");
});

test("each file says which lines are its recovery code and which never ran; one that ran whole is only counted", () => {
  const files = coverageByFile(sources, "/srv");
  assert.deepEqual(files, [
    { file: "all.ts", lines: 1, baseline: 1, recovery: [], neverRan: [] },
    { file: "pool.ts", lines: 4, baseline: 1, recovery: [5, 6], neverRan: [9] },
  ]);
  const text = describeCoverage(files);
  assert.match(
    text,
    /2 files of the target: of 5 lines 2 ran in baselines, 2 ran under faults and in no baseline, 1 never ran\n/,
  );
  assert.match(text, / {4}pool\.ts\n {6}recovery code {3}5–6\n {6}never ran {7}9\n/);
  assert.doesNotMatch(text, / {4}all\.ts/);
});

test("a run whose roles cannot be counted says so instead of listing nothing", () =>
  assert.match(describeCoverage([]), /nothing was counted: only roles given by their entry module/));

test("lcov has each line of code once, with whether it ran at all", () => {
  const [first] = lcovOf(sources).split("end_of_record");
  assert.deepEqual(first?.trim().split("\n"), [
    "TN:",
    "SF:/srv/pool.ts",
    "DA:3,1",
    "DA:5,1",
    "DA:6,1",
    "DA:9,0",
    "LF:4",
    "LH:3",
  ]);
});
