import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const CLI = join(root, "packages/cli/dist/bin/chaos-packs.js");
const BIOME = join(root, "node_modules/.bin/biome");
const SERVICE = ["--start", "api=node service.js", "--ready", "/healthz", "--postgres", "DATABASE_URL=schema.sql"];
const REQUEST = ["--request", 'POST /records {"key":"first","value":"hello","idempotencyKey":"wish-1"}'];
const DONE = ["--done", "GET /records/{key}"];

/** The service of the guide in a folder of its own, where everything is installed, and nothing is written yet. */
let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "init-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const file of ["service.js", "schema.sql"])
    copyFileSync(join(root, "docs/examples/records", file), join(folder, file));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
});
after(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, args: readonly string[], cwd = folder) {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

const init = (...args: readonly string[]) => run(process.execPath, [CLI, "init", ...args]);

for (const [what, args, code] of [
  ["a request that is refused", [...SERVICE, "--request", "POST /records {}", ...DONE], "RECORDING_FAILED"],
  ["a role that ends", ["--start", "node --version", ...SERVICE.slice(2), ...REQUEST], "ROLE_DIED"],
  ["a variable that nobody reads", [...SERVICE, "--redis", "CACHE_URL", ...REQUEST], "VARIABLE_NOT_READ"],
] as const)
  test(`${what} is ${code}, and nothing is written`, () => {
    const { status, output } = init(...args);
    assert.equal(status, 64, output);
    assert.match(output, new RegExp(`^${code}: expected`, "m"));
    assert.equal(readdirSync(folder).includes("chaos"), false);
  });

test("what init makes of a recording is formatted, is of what was recorded, and gives true verdicts as it is", () => {
  const { status, output } = init("--pack", "db-pool", "--promise", "poolSize=4", ...SERVICE, ...REQUEST, ...DONE);
  assert.equal(status, 0, output);
  assert.match(output, /mapped from the recording: read, write, records/);
  assert.deepEqual(readdirSync(join(folder, "chaos")).sort(), ["db-pool.test.js", "target.js"]);
  const config = ["--config-path", root, "--vcs-enabled=false"];
  const checked = run(BIOME, ["check", ...config, "chaos/target.js", "chaos/db-pool.test.js"]);
  assert.equal(checked.status, 0, checked.output);
  const target = readFileSync(join(folder, "chaos/target.js"), "utf8");
  assert.match(target, /"query runs": statement\(\/\^select value from records\//);
  assert.match(target, /body: \{ key, value, idempotencyKey \}/);
  const { status: end, output: said } = run(process.execPath, ["chaos/db-pool.test.js", "--only", "idle-client-error"]);
  assert.equal(end, 0, said);
  assert.match(said, /2 holds/);
});
