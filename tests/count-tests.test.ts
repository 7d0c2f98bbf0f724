import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../scripts/count-tests.js", import.meta.url));

interface Counted {
  /** The last line. */
  readonly line: string | undefined;
  /** Those before it. */
  readonly before: readonly string[];
  readonly code: number | null;
}

function count(output: string): Counted {
  const { stdout, status } = spawnSync(process.execPath, [script], { input: output, encoding: "utf8" });
  const lines = stdout.trim().split("\n");
  return { line: lines.at(-1), before: lines.slice(0, -1), code: status };
}

test("the ends of all runs are summed, whatever stands before them", () => {
  const output = `
@chaos-packs/contract:test: ℹ tests 3
@chaos-packs/contract:test: ℹ pass 3
@chaos-packs/contract:test: ℹ fail 0
\u001b[34mℹ pass 10\u001b[39m
\u001b[34mℹ fail 1\u001b[39m
# pass 4
# fail 0
`;
  assert.deepEqual(count(output), { line: "17 passed, 1 failed", before: [], code: 0 });
});

test("a cancelled test has failed, and skips are told before the last line", () => {
  const end = count("ℹ pass 2\nℹ fail 0\nℹ cancelled 1\nℹ skipped 3\n");
  const before = ["tests: 3 skipped, each with its reason above"];
  assert.deepEqual(end, { line: "2 passed, 1 failed", before, code: 0 });
});

test("scenarios and defects are counted apart from tests, by what their own runs say at their ends", () => {
  const end = count(`
ℹ pass 2
ℹ fail 0
chaos: 181 passed, 1 failed, 4 skipped
@chaos-packs/python-orders:test: chaos: 20 passed, 0 failed, 6 skipped
prove: 150 caught, 0 missed
@chaos-packs/python-orders:test: prove: 3 caught, 1 missed
`);
  const before = ["scenarios: 201 passed, 1 failed, 10 skipped", "defects: 153 caught, 1 missed"];
  assert.deepEqual(end, { line: "2 passed, 0 failed", before, code: 0 });
});

test("a run of nothing but scenarios has no test to count, and what is not an end is none", () => {
  assert.equal(count("chaos: 181 passed, 0 failed, 0 skipped\n").code, 1);
  const end = count("chaos: 12/40 (30 %), about 9 s left\nprove: 3 caught, 0 missed so far\nℹ pass 1\n");
  assert.deepEqual(end, { line: "1 passed, 0 failed", before: [], code: 0 });
});

test("words of a test's own title are not counted", () => {
  assert.deepEqual(count("✔ says ℹ pass 7 in its title (1ms)\nℹ pass 1\nℹ fail 0\n"), {
    line: "1 passed, 0 failed",
    before: [],
    code: 0,
  });
});

test("an output without any count is a failure", () => {
  assert.deepEqual(count("all fine\n"), { line: "0 passed, 0 failed", before: [], code: 1 });
  assert.deepEqual(count("ℹ pass 0\nℹ fail 0\n"), { line: "0 passed, 0 failed", before: [], code: 1 });
});
