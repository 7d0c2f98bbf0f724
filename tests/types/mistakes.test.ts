import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/** What the type checker says of a file: where, and in how many lines. */
interface Complaint {
  readonly line: number;
  readonly lines: readonly string[];
}

const folder = fileURLToPath(new URL("./mistakes", import.meta.url));
const mistakes = readdirSync(folder).sort();
/** How far into its last line a person reads an error. */
const READ = 160;

const complaints = ask();

function ask(): ReadonlyMap<string, readonly Complaint[]> {
  const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  const project = fileURLToPath(new URL("./tsconfig.json", import.meta.url));
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", project, "--pretty", "false"], { encoding: "utf8" });
  const all = new Map<string, Complaint[]>();
  let last: string[] = [];
  for (const text of stdout.split("\n")) {
    const [, file = "", line = "", says = ""] = /^.*?([^/]+\.ts)\((\d+),\d+\): error TS\d+: (.*)$/.exec(text) ?? [];
    if (file === "") {
      if (text.trim() !== "") last.push(text.trim());
      continue;
    }
    last = [says];
    all.set(file, [...(all.get(file) ?? []), { line: Number(line), lines: last }]);
  }
  return all;
}

test("there are at least 25 mistakes, and nothing else is wrong with them", () => {
  assert.ok(mistakes.length >= 25, `${mistakes.length}`);
  assert.deepEqual([...complaints.keys()].sort(), mistakes);
});

for (const file of mistakes) {
  const lines = readFileSync(`${folder}/${file}`, "utf8").split("\n");
  const comment = lines.findIndex((line) => /^\s*\/\/ /.test(line));
  const expected = (lines[comment] ?? "").replace(/^\s*\/\/ /, "");
  test(`${file.replace(".ts", "").replaceAll("-", " ")}: ${expected}`, () => {
    const found = complaints.get(file) ?? [];
    assert.deepEqual(
      found.map(({ line }) => line),
      [comment + 2],
      "one error, right below the comment",
    );
    const said = found[0]?.lines.at(-1)?.slice(0, READ) ?? "";
    assert.ok(said.includes(expected), `it says: ${found[0]?.lines.join("\n")}`);
  });
}
