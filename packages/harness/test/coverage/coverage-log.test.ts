import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { CoverageLog } from "../../src/coverage/coverage-log.ts";
import { linesOf } from "../../src/coverage/lines-of.ts";

const SOURCE = `export function serve(broken) {
  if (broken) {
    recover();
  }
  return 1;
}
function recover() {
  return 2;
}
function neverCalled() {
  return 3;
}
globalThis.used = [neverCalled, serve];
`;

let folder = "";
let url = "";
let code = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "coverage-log-"));
  await writeFile(join(folder, "source.js"), SOURCE);
  const { outputFiles = [] } = await build({
    entryPoints: [join(folder, "source.js")],
    outfile: join(folder, "main.js"),
    bundle: true,
    sourcemap: "linked",
    sourcesContent: false,
    write: false,
  });
  for (const { path, text } of outputFiles) {
    await writeFile(path, text);
    if (path.endsWith(".js")) code = text;
  }
  url = pathToFileURL(join(folder, "main.js")).href;
});
after(() => rm(folder, { recursive: true }));

const counts = (of: Readonly<Record<string, number>>) => [
  {
    scriptId: "1",
    url,
    functions: [
      { functionName: "", isBlockCoverage: true, ranges: [{ startOffset: 0, endOffset: code.length, count: 1 }] },
      ...Object.entries(of).map(([functionName, count]) => {
        const startOffset = code.indexOf(`function ${functionName}`);
        const ranges = [{ startOffset, endOffset: code.indexOf("\n  }\n", startOffset) + 4, count }];
        return { functionName, isBlockCoverage: true, ranges };
      }),
    ],
  },
];

test("lines that ran under faults and in no baseline are recovery code; each life belongs to the run of its lane", async () => {
  const own = await mkdtemp(join(folder, "log-"));
  const log = new CoverageLog(own);
  const write = (file: string, of: Readonly<Record<string, number>>, part = 1) =>
    writeFile(`${file}-${part}.json`, JSON.stringify(counts(of)));
  await write(log.file("lane0"), { serve: 1, recover: 0, neverCalled: 0 });
  const elsewhere = log.file("lane1");
  await log.note("lane0", "baseline");
  await write(elsewhere, { serve: 1, recover: 0, neverCalled: 0 });
  await write(elsewhere, { serve: 0, recover: 1, neverCalled: 0 }, 2);
  await log.note("lane1", "faulted");
  const lines = linesOf(log.scripts).get(join(folder, "source.js"));
  const where = (name: "baseline" | "recovery" | "faulted") =>
    [...(lines ?? [])].filter(([, line]) => line[name]).map(([number]) => number);
  assert.ok(where("baseline").includes(5) && !where("baseline").includes(8));
  assert.deepEqual(
    where("recovery").filter((line) => line !== 7 && line !== 9),
    [8],
  );
  assert.deepEqual(lines?.get(11), { baseline: false, faulted: false, recovery: false });
  assert.deepEqual(await readdir(own), []);
});

test("a life that wrote nothing, since it was killed at once, is left out", async () => {
  const log = new CoverageLog(folder);
  log.file("lane0");
  await log.note("lane0", "faulted");
  await log.note("lane0", "faulted");
  assert.equal(log.scripts.size, 0);
});
