import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], { encoding: "utf8" });
  return { status, text: stdout + stderr };
}

test("each fuzz target of the repository runs without a failure, and the seed is printed", () => {
  const { status, text } = run(path("../scripts/fuzz.js"), "6");
  assert.equal(status, 0, text);
  assert.match(text, /^fuzzing [1-9]\d* targets for 6 s in all, seed \d+$/m);
  assert.match(text, /^HTTP messages: [1-9]\d* iterations, no failure$/m);
  assert.match(text, /^no failure$/m);
});

test("a target that fails names the seed that repeats it at its first iteration", () => {
  const target = [
    "--import",
    "tsx",
    path("../scripts/fuzz-target.js"),
    path("./support/fails-sometimes.ts"),
    "5",
  ] as const;
  const first = run(...target, "1");
  assert.equal(first.status, 1);
  const [, drawn = ""] = /Error: (it drew [\d.]+)/.exec(first.text) ?? [];
  const [, seed = ""] = /repeat it with: npm run fuzz -- 1 --only fails-sometimes --seed (\d+)/.exec(first.text) ?? [];
  const again = run(...target, seed);
  assert.equal(again.status, 1);
  assert.match(again.text, /failed at iteration 0\b/);
  assert.ok(drawn !== "" && again.text.includes(drawn), again.text);
});

for (const args of [["0"], ["a"], ["--only", "nothing"], ["--seed", ""], ["1", "2"], ["--more"]]) {
  test(`the options ${JSON.stringify(args)} are refused with how to use it`, () => {
    const { status, text } = run(path("../scripts/fuzz.js"), ...args);
    assert.equal(status, 64, text);
    assert.match(text, /usage: npm run fuzz/);
  });
}
