import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { type Defect, isChaosError, type Target } from "@chaos-packs/contract";
import { type Proof, prove } from "../../src/prove/prove.ts";
import { showDefect } from "../../src/prove/show-defect.ts";
import { counterTarget, countingPack } from "../fixtures/counting.ts";
import { broken, careless, soundCommand, soundCounter, unreached } from "../fixtures/edited-counter.ts";
import { lines } from "../fixtures/line-kind.ts";

const folder = mkdtempSync(join(tmpdir(), "prove-edits-"));
after(() => rmSync(folder, { recursive: true }));
const report = join(folder, "proof.json");
const source = readFileSync(new URL("../fixtures/counter.mjs", import.meta.url), "utf8");

const proving = (target: Target, defects: readonly Defect[], more: Partial<Proof> = {}) =>
  prove({
    target,
    packs: [countingPack],
    defects,
    full: false,
    only: [],
    lanes: 1,
    seed: 7,
    report,
    print: () => {},
    ...more,
  });

for (const [what, target] of [
  ["a Node program", soundCounter],
  ["a command", soundCommand],
] as const) {
  test(`a mistake that is an edit of ${what} is caught, and its file stays as it is`, async () => {
    const { defects } = await proving(target, [careless]);
    assert.deepEqual(defects[0]?.problems, []);
    assert.deepEqual(defects[0]?.caughtBy, ["counting/connection-reset"]);
    assert.equal(readFileSync(new URL("../fixtures/counter.mjs", import.meta.url), "utf8"), source);
  });
}

test("of a command it is said that nobody knows which lines run", async () => {
  const printed: string[] = [];
  await proving(soundCommand, [unreached], { print: (line) => void printed.push(line) });
  assert.ok(
    printed.some((line) => /^not known whether the changed lines run.*: unreached$/.test(line)),
    printed.join("\n"),
  );
});

test("an edit that breaks the service without any fault proves nothing", async () => {
  const [proof] = (await proving(soundCounter, [broken])).defects;
  assert.match(proof?.problems.join() ?? "", /counting\/connection-reset: it is broken without any fault: /);
});

test("an edit of lines that never run is told with the lines", async () => {
  const [proof] = (await proving(soundCounter, [unreached])).defects;
  const [first = ""] = proof?.problems ?? [];
  assert.match(first, /^EDIT_NEVER_RUNS: expected line 44 of counter\.mjs, which the defect unreached changes/);
  assert.match(first, /44 \| {9}throw new Error\("boom"\);/);
});

test("a scenario that the sound service fails is told, too", async () => {
  const [proof] = (await proving(soundCounter, [{ ...careless, expected: ["counting/never-struck"] }])).defects;
  assert.match(proof?.problems[0] ?? "", /^counting\/never-struck does not hold for the sound service either: not-inj/);
});

test("of all scenarios those are left out in which the changed lines never run, and the report says where `expected` is wrong", async () => {
  const { ok } = await proving(soundCounter, [unreached, { ...careless, expected: ["counting/stalled"] }], {
    full: true,
  });
  assert.equal(ok, false);
  const { defects, totals } = JSON.parse(readFileSync(report, "utf8"));
  const tried = Object.fromEntries(defects.map((each: { name: string; tried: string[] }) => [each.name, each.tried]));
  assert.deepEqual(tried.unreached, ["counting/connection-reset"]);
  assert.deepEqual(tried.careless, ["counting/connection-reset", "counting/stalled", "counting/never-struck"]);
  assert.equal(totals.pruned, 0.5);
  const table = readFileSync(join(folder, "proof-matrix.md"), "utf8");
  assert.match(table, /2 defects and 4 scenarios\. 50 % of the pairs were left out/);
  assert.match(table, /- careless: counting\/stalled is expected to catch it, and does not\n/);
  assert.match(table, /- careless: counting\/connection-reset catches it, and is not expected to\n/);
});

const edit = { file: "counter.mjs", replace: "dial();\nprocess", with: "dial()\nprocess" };
const withEdit = (part: object): Defect => ({ ...careless, edits: [{ ...edit, ...part }] });
const checkedBy = (...check: readonly string[]): Target => ({
  ...soundCounter,
  source: { folder: new URL("../fixtures/", import.meta.url), check },
});

for (const [what, target, defect, code, says] of [
  ["no source named", counterTarget(), careless, "NO_SOURCE", /the target counter .* the defect careless/],
  [
    "a file that is not there",
    soundCounter,
    withEdit({ file: "kounter.mjs" }),
    "EDITED_FILE_NOT_FOUND",
    /kounter\.mjs/,
  ],
  [
    "a file that no role imports",
    soundCounter,
    withEdit({ file: "choir.mjs", replace: "http", with: "https" }),
    "EDIT_AMBIGUOUS",
    /choir\.mjs/,
  ],
  [
    "a file of no program",
    soundCounter,
    withEdit({ file: "run-counting.ts", replace: "countingPack } from", with: "countingPack as it } from" }),
    "EDITED_FILE_NOT_RUN",
    /run-counting\.ts.*of the roles counter none imports/,
  ],
  [
    "what is no JavaScript",
    soundCounter,
    withEdit({ with: "dial(;\nprocess" }),
    "EDIT_DOES_NOT_COMPILE",
    /counter\.mjs/,
  ],
  [
    "what the target's own check refuses",
    checkedBy(process.execPath, "-e", "console.log(process.argv[1]); process.exit(3)", "{files}"),
    withEdit({}),
    "EDIT_DOES_NOT_COMPILE",
    /\| counter\.mjs/,
  ],
  ["a defect without edits", soundCounter, { ...careless, edits: undefined }, "BAD_DEFECT", /careless to have edits/],
] as const) {
  test(`${what} is refused with ${code} before anything is started`, async () => {
    const opened: string[] = [];
    const dependencies = { lines: lines({ opened: (lane) => void opened.push(lane) }) };
    await assert.rejects(proving({ ...target, dependencies }, [defect as Defect]), (error) => {
      assert.ok(isChaosError(error, code), String(error));
      assert.match(error.message, says);
      return true;
    });
    assert.deepEqual(opened, []);
  });
}

test("the check sees the edit, and each edit by itself", async () => {
  const target = checkedBy(
    process.execPath,
    "-e",
    "process.exit(/isCareless\\) state/.test(fs.readFileSync(process.argv[1], 'utf8')) ? 1 : 0)",
    "{files}",
  );
  const printed: string[] = [];
  const given = { packs: [countingPack], full: false, only: [], lanes: 1, seed: 7, report };
  const defects = [careless, { ...broken }, { ...unreached }];
  await assert.rejects(
    prove({ ...given, target, defects, print: (line) => void printed.push(line) }),
    (error) => isChaosError(error, "EDIT_DOES_NOT_COMPILE") && /the defect broken/.test(error.message),
  );
  assert.equal(printed.length, 1);
  assert.match(printed[0] ?? "", /^EDIT_DOES_NOT_COMPILE: .*the defect unreached/);
});

test("a defect is shown as a diff, with its mistake and the promises of the scenarios that catch it", async () => {
  const shown = await showDefect(careless, soundCounter, [countingPack]);
  assert.match(shown, /^careless\n {2}What was sent is taken for done\n/);
  assert.match(shown, /counting\/connection-reset\n {4}it counts to five\n/);
  assert.match(shown, /--- a\/counter\.mjs\n\+\+\+ b\/counter\.mjs\n@@ /);
  assert.match(shown, /\n-\s+if \(!isCareless\) state\.done \+= 1;\n/);
  assert.match(shown, /\n-\s+if \(isCareless\) state\.done \+= 1;\n\+\s+state\.done \+= 1;\n/);
});
