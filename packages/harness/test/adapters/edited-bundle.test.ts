import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { EditedProgram } from "@chaos-packs/contract";
import { bundle } from "../../src/adapters/bundle.ts";
import { coverScripts } from "../../src/coverage/cover-scripts.ts";
import { linesOf } from "../../src/coverage/lines-of.ts";
import { applyEdits } from "../../src/prove/edits/apply-edits.ts";
import { textForBundler } from "../../src/prove/edits/text-for-bundler.ts";
import { Programs } from "./programs.ts";

const programs = new Programs();
after(() => programs[Symbol.dispose]());

const SOURCE = `const factor: number = 2;
export function double(of: number): number {
  return of * factor;
}
function fails(): never {
  throw new Error("where is it?");
}
if (process.argv.includes("never")) fails();
`;
const entry = programs.write("program.ts", SOURCE);
const path = fileURLToPath(entry);

let folders = 0;
/** The program with an edit, its bundles in a folder of their own. */
function edited(replace: string, put: string, bundles = join(programs.folder, `bundles-${++folders}`)): EditedProgram {
  mkdirSync(bundles, { recursive: true });
  const file = applyEdits(
    { path, file: "program.ts", original: SOURCE },
    [{ file: "program.ts", replace, with: put }],
    "it",
  );
  return { files: new Map([[path, textForBundler(file)]]), bundles };
}

test("an edit gets into the bundle and not into the file", async () => {
  const { main } = await bundle(entry, edited("of * factor", "of * factor + 1"));
  assert.match(readFileSync(main, "utf8"), /of \* factor \+ 1/);
  assert.equal(readFileSync(entry, "utf8"), SOURCE);
  assert.match(readFileSync((await bundle(entry)).main, "utf8"), /of \* factor;/);
});

test("a program is bundled once with the same edits, and anew with others", async () => {
  const one = edited("of * factor", "of + factor");
  const other = edited("of * factor", "of - factor", one.bundles);
  const [first, again, second] = [
    await bundle(entry, one),
    await bundle(entry, { ...one }),
    await bundle(entry, other),
  ];
  assert.equal(first, again);
  assert.notEqual(first.main.href, second.main.href);
  assert.match(readFileSync(second.main, "utf8"), /of - factor/);
});

test("after an edit that adds lines every other line is still found where it stands in the file", async () => {
  const { main } = await bundle(
    entry,
    edited("  return of * factor;\n", "  of += 1;\n  of -= 1;\n  of += 0;\n  return of;\n"),
  );
  const scripts = new Map();
  coverScripts(scripts, [{ scriptId: "1", url: main.href, functions: whole(readFileSync(main, "utf8")) }], "baseline");
  const lines = linesOf(scripts).get(path);
  const holdingCode = [...(lines?.keys() ?? [])].sort((a, b) => a - b);
  assert.ok(holdingCode.includes(6), `the line that throws is not among ${holdingCode}`);
  assert.ok(holdingCode.includes(8), `the last line is not among ${holdingCode}`);
  assert.ok(
    holdingCode.every((line) => line <= 8),
    `lines that the file does not have: ${holdingCode}`,
  );
});

const whole = (code: string) => [
  { functionName: "", isBlockCoverage: true, ranges: [{ startOffset: 0, endOffset: code.length, count: 1 }] },
];
