import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const freePort = fileURLToPath(new URL("../../src/listening/free-port.ts", import.meta.url));
/** Prints 200 ports that were asked for at once, and lives until it is told that all have theirs. */
const program = `
  import { freePort } from ${JSON.stringify(freePort)};
  const ports = await Promise.all(Array.from({ length: 200 }, () => freePort()));
  console.log(JSON.stringify(ports));
  await new Promise((resolve) => process.stdin.once("end", resolve).resume());`;

test("no port is given twice, also not to processes side by side", async () => {
  const run = promisify(execFile);
  const running = Array.from({ length: 4 }, () =>
    run(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program]),
  );
  // Each holds its ports until it has seen the end of its input, which comes when every one has printed.
  await Promise.all(running.map(({ child }) => new Promise((resolve) => child.stdout?.once("data", resolve))));
  for (const { child } of running) child.stdin?.end();
  const ends = await Promise.all(running);
  const ports = ends.flatMap(({ stdout }) => JSON.parse(stdout) as number[]);
  assert.equal(ports.length, 800);
  assert.equal(new Set(ports).size, 800);
  assert.ok(ports.every((port) => port >= 10_000 && port < 32_768));
});
