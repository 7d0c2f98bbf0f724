import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { sourceOfEntry } from "../../../src/prove/edits/source-of-entry.ts";

const folder = mkdtempSync(join(tmpdir(), "source-of-entry-"));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "src"));
mkdirSync(join(folder, "dist"));
const write = (path: string, text: string): URL => {
  writeFileSync(join(folder, path), text);
  return pathToFileURL(join(folder, path));
};
const source = write("src/main.ts", "export {};");
write("dist/main.js.map", '{"version":3,"sources":["../src/main.ts"],"mappings":""}');
write("dist/gone.js.map", '{"version":3,"sources":["../src/gone.ts"],"mappings":""}');
write("dist/bundle.js.map", '{"version":3,"sources":["../src/main.ts","../src/other.ts"],"mappings":""}');

test("what was compiled is found by its source map", async () => {
  const entry = write("dist/main.js", "export {};\n//# sourceMappingURL=main.js.map");
  assert.equal((await sourceOfEntry(entry)).href, source.href);
});

for (const [what, name, text] of [
  ["without a map", "plain.js", "export {};"],
  ["whose map is not there", "lost.js", "//# sourceMappingURL=lost.js.map"],
  ["whose source is not there", "gone.js", "//# sourceMappingURL=gone.js.map"],
  ["made of several sources", "bundle.js", "//# sourceMappingURL=bundle.js.map"],
] as const) {
  test(`an entry ${what} is its own source`, async () => {
    const entry = write(`dist/${name}`, text);
    assert.equal((await sourceOfEntry(entry)).href, entry.href);
  });
}
