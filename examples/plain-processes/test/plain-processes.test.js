import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { startPostgres } from "../start-postgres.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const OURS = "select datname as name from pg_database order by datname";

test("plain processes keep their promises on a Postgres given by its address, and nothing is left in it", async () => {
  const given = await startPostgres();
  try {
    const before = await given.query(OURS);
    const env = { ...process.env, CHAOS_POSTGRES_URL: given.url };
    // A test of a test: the inner one must not take itself for a part of this one.
    delete env.NODE_TEST_CONTEXT;
    const chaos = spawn(process.execPath, ["chaos.test.js", "--quick", "--lanes", "1"], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [chaos.stdout, chaos.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    const [code] = await once(chaos, "close");
    assert.equal(code, 0, output);
    const { scenarios, totals } = JSON.parse(await readFile(new URL("../reports/chaos.json", import.meta.url), "utf8"));
    assert.ok(scenarios.length > 0);
    assert.equal(totals.holds, scenarios.length, output);
    assert.deepEqual(await given.query(OURS), before);
  } finally {
    await given[Symbol.asyncDispose]();
  }
});
