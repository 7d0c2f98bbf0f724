import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../scripts/count-tests.js", import.meta.url));

interface Counted {
  readonly line: string | undefined;
  readonly before?: string;
  readonly code: number | null;
}

function count(output: string): Counted {
  const { stdout, status } = spawnSync(process.execPath, [script], { input: output, encoding: "utf8" });
  const [line, before] = stdout.trim().split("\n").reverse();
  return { line, code: status, ...(before !== undefined && { before }) };
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
  assert.deepEqual(count(output), { line: "17 passed, 1 failed", code: 0 });
});

test("a cancelled test has failed, and skips are told before the last line", () => {
  const end = count("ℹ pass 2\nℹ fail 0\nℹ cancelled 1\nℹ skipped 3\n");
  assert.deepEqual(end, { line: "2 passed, 1 failed", before: "3 skipped, each with its reason above", code: 0 });
});

test("a run of scenarios that prints for itself is counted by its last line", () => {
  const end = count("ℹ pass 2\nℹ fail 0\nchaos: 181 passed, 1 failed, 4 skipped\n");
  assert.deepEqual(end, { line: "183 passed, 1 failed", before: "4 skipped, each with its reason above", code: 0 });
  assert.equal(count("chaos: 12/40 (30 %), about 9 s left\n").code, 1);
});

test("words of a test's own title are not counted", () => {
  assert.deepEqual(count("✔ says ℹ pass 7 in its title (1ms)\nℹ pass 1\nℹ fail 0\n"), {
    line: "1 passed, 0 failed",
    code: 0,
  });
});

test("an output without any count is a failure", () => {
  assert.deepEqual(count("all fine\n"), { line: "0 passed, 0 failed", code: 1 });
  assert.deepEqual(count("ℹ pass 0\nℹ fail 0\n"), { line: "0 passed, 0 failed", code: 1 });
});
