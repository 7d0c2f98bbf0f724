import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const records = fileURLToPath(new URL("../docs/examples/records/", import.meta.url));
const guides = new URL("../docs/guides/", import.meta.url);

test("the dry run of the guide says which moments occur, which are not mapped, and what was not run and why", () => {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["chaos/dry-run.js"], {
    cwd: records,
    env,
    encoding: "utf8",
  });
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /^query runs: \d+ times, for example \{"key":/m);
  assert.match(stdout, /^slow query runs: not mapped$/m);
  assert.match(stdout, /^write commits: \d+ times/m);
  assert.match(stdout, /^not run: .*: the target does not offer "slow" of queries$/m);
  assert.doesNotMatch(stdout, /^problem:|never occurred/m);
});

test("every error code that a guide speaks of is one of the sources", () => {
  const packages = fileURLToPath(new URL("../packages/", import.meta.url));
  const sources = readdirSync(packages, { recursive: true, encoding: "utf8" })
    .filter((file) => /\/src\/.*\.ts$/.test(file) && !file.includes("node_modules"))
    .map((file) => readFileSync(packages + file, "utf8"))
    .join("\n");
  for (const guide of readdirSync(guides)) {
    const text = readFileSync(new URL(guide, guides), "utf8");
    for (const [, code] of text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g))
      assert.ok(sources.includes(`"${code}"`), `${guide} speaks of ${code}`);
  }
});

test("every link of a guide leads somewhere", () => {
  for (const guide of readdirSync(guides)) {
    const text = readFileSync(new URL(guide, guides), "utf8");
    for (const [, path = ""] of text.matchAll(/\]\((?!https?:)([^)#]+)/g))
      assert.ok(existsSync(new URL(path, guides)), `${guide} links to ${path}`);
  }
});
