import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { packLaws } from "@chaos-packs/contract";
import { lostReceipts } from "../docs/examples/outbox/pack.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

for (const law of packLaws(lostReceipts)) test(`the example keeps the law: ${law.title}`, law.check);

/** Runs the example's pack against its sender in a process of its own, with the report in a folder that is removed. */
function runExample(t: { after(done: () => void): void }, env: Readonly<Record<string, string>>) {
  const cwd = mkdtempSync(join(tmpdir(), "examples-"));
  t.after(() => rmSync(cwd, { recursive: true }));
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), join(root, "docs/examples/sender/run-chaos.ts")],
    { cwd, env: { ...inherited, ...env }, encoding: "utf8" },
  );
  const { scenarios } = JSON.parse(readFileSync(join(cwd, "reports/chaos.json"), "utf8")) as {
    scenarios: readonly { outcome: string; because?: readonly string[] }[];
  };
  return { status, scenarios, printed: stdout + stderr };
}

test("the example's sound sender keeps the promise", (t) => {
  const { status, scenarios, printed } = runExample(t, {});
  assert.equal(status, 0, printed);
  assert.deepEqual(
    scenarios.map(({ outcome }) => outcome),
    ["holds"],
  );
});

test("the example's blind sender is caught, because the letter arrived twice", (t) => {
  const { status, scenarios, printed } = runExample(t, { BLIND: "1" });
  assert.equal(status, 1, printed);
  assert.equal(scenarios[0]?.outcome, "violated");
  assert.match(printed, /the letter a arrived 2 times/);
});

for (const [page, fewest] of [
  ["README.md", 2],
  ["CONTRIBUTING.md", 10],
  ["docs/guides/ten-minutes.md", 3],
  ["docs/guides/by-hand.md", 2],
  ["docs/guides/mapping.md", 2],
  ["docs/guides/write-a-pack.md", 7],
] as const) {
  test(`each code block of ${page} is a file of this repository, as it stands`, () => {
    const text = readFileSync(join(root, page), "utf8");
    const named = [...text.matchAll(/```(?:ts|js)\n\/\/ (\S+\/\S+)\n([\s\S]*?)```/g)];
    assert.equal(named.length, text.match(/```(?:ts|js)\n/g)?.length, "a block names no file");
    assert.ok(named.length >= fewest, `only ${named.length} blocks`);
    for (const [, file = "", code] of named) {
      assert.equal(code, readFileSync(join(root, file), "utf8"), `${file} has changed: npm run docs`);
    }
  });
}
