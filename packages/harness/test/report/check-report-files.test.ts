import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { checkReportFiles } from "../../src/report/check-report-files.ts";
import { runFile } from "../fixtures/run-file.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "check-report-files-"));
});
after(() => rm(folder, { recursive: true }));

test("a run whose report could not be written is refused before it begins, once and with code 64", async () => {
  const only = ["--only", "connection-reset"];
  for (const [args, REPORT] of [
    [only, "/dev/null/chaos.json"],
    [[...only, "--junit", "/dev/null/junit.xml"], join(folder, "chaos.json")],
  ] as const) {
    const { code, output } = await runFile("run-counting.ts", args, { REPORT }, undefined, []);
    assert.equal(code, 64, output);
    assert.equal(output.match(/REPORT_NOT_WRITABLE/g)?.length, 1, output);
    assert.doesNotMatch(output, /holds|lanes/);
  }
});

test("the check leaves nothing behind, and what is there as it is", async () => {
  const junit = join(folder, "junit.xml");
  await writeFile(junit, "earlier");
  await checkReportFiles(join(folder, "chaos.json"), junit);
  assert.equal(await readFile(junit, "utf8"), "earlier");
  assert.deepEqual(await readdir(folder), ["junit.xml"]);
});
