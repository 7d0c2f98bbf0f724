import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { runCutter } from "../../src/cutting/run-cutter.ts";
import { Failure } from "../../src/failure.ts";

const cutter = [process.execPath, "--import", "tsx", fileURLToPath(new URL("../../src/cutter.ts", import.meta.url))];
const script = (code: string) => [process.execPath, "-e", code];
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cutter-"));
  await writeFile(join(folder, "source"), "a\nb\nc\nd\ne\n");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (
  command: readonly string[],
  { timeoutMs = 10_000, signal = new AbortController().signal, pieces = 2 } = {},
) => runCutter({ command, source: join(folder, "source"), folder, pieces, timeoutMs, signal });

test("a source is cut into as many pieces as asked for, and nothing of it is lost", async () => {
  await run(cutter);
  assert.equal(
    (await readFile(join(folder, "1"), "utf8")) + (await readFile(join(folder, "2"), "utf8")),
    "a\nb\nc\nd\ne\n",
  );
});

test("a source with fewer parts than pieces is refused with a reason, and leaves no piece", async () => {
  await assert.rejects(
    run(cutter, { pieces: 9 }),
    (error) => error instanceof Failure && error.kind === "refused" && /5 parts/.test(error.message),
  );
  assert.deepEqual(await readdir(folder), ["source"]);
});

test("a cutter that exits with an error says with what", async () => {
  await assert.rejects(
    run(script("console.error('error: no disk'); process.exit(7)")),
    /exited with 7: error: no disk/,
  );
});

test("a cutter that hangs is ended when its time is over", async () => {
  await assert.rejects(run(script("setInterval(() => {}, 1000)"), { timeoutMs: 100 }), /not done within 100 ms/);
});

test("a cutter that is not there is a clear error", async () => {
  await assert.rejects(run(["/no/such/cutter"]), /could not be run/);
});

test("a cutter ends when the worker stops", async () => {
  const stop = new AbortController();
  const running = run(script("setInterval(() => {}, 1000)"), { signal: stop.signal });
  stop.abort(new Error("stopping"));
  await assert.rejects(running, /stopping/);
});
