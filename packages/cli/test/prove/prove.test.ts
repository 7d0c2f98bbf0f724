import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { openFolder, runCli } from "../support/cli.ts";

const FILES = {
  "package.json": JSON.stringify({ type: "module", devDependencies: { "@chaos-packs/pack-db-pool": "*" } }),
  "orders/pool.py": "def next_waiter(waiters):\n    return waiters.pop(0)\n",
  "chaos/target.js": `
import { childProcess, defineTarget } from "@chaos-packs/contract/target";
import { fileURLToPath } from "node:url";
const folder = new URL("..", import.meta.url);
export const target = defineTarget({
  name: "orders",
  dependencies: {},
  source: { folder },
  roles: {
    api: childProcess({ command: ["python3", "-m", "orders"], cwd: fileURLToPath(folder), ready: { path: "/" }, env: () => ({}) }),
  },
  capabilities: [],
});`,
};

const defect = (replace: string) => `
import { defineDefect } from "@chaos-packs/contract/target";
export const defect = defineDefect({
  name: "last-come-first-served",
  mistake: "Who came last is served first",
  expected: ["db-pool/waiters-are-fair"],
  edits: [{ file: "orders/pool.py", replace: ${JSON.stringify(replace)}, with: "waiters.pop()" }],
});`;

async function openService(more: Readonly<Record<string, string>>) {
  const folder = await openFolder({ installed: true });
  for (const [file, text] of Object.entries({ ...FILES, ...more })) {
    mkdirSync(dirname(join(folder.path, file)), { recursive: true });
    writeFileSync(join(folder.path, file), text);
  }
  return folder;
}

const FILE = "chaos/defects/last-come-first-served.js";

test("prove --show prints a defect of the service as a diff, with the promise of the scenario that is to catch it", async () => {
  await using folder = await openService({ [FILE]: defect("waiters.pop(0)") });
  const { code, output } = await runCli(["prove", "--show", "last-come-first-served"], { cwd: folder.path });
  assert.equal(code, 0, output);
  assert.match(output, /Who came last is served first/);
  assert.match(output, /db-pool\/waiters-are-fair\n {4}\w/);
  assert.match(output, /\n- {4}return waiters\.pop\(0\)\n\+ {4}return waiters\.pop\(\)\n/);
});

for (const [what, files, args, code] of [
  ["an edit that cannot be made", { [FILE]: defect("waiters.pop(1)") }, [], "EDIT_NOT_FOUND"],
  ["a defect that is not there", { [FILE]: defect("waiters.pop(0)") }, ["--only", "first-come"], "UNKNOWN_DEFECT"],
  ["a folder without defects", {}, [], "NO_DEFECTS"],
  ["a defect under the name of another file", { "chaos/defects/other.js": defect("pop") }, [], "NOT_A_DEFECT"],
  ["a target file that is not there", {}, ["--target", "chaos/other.js"], "TARGET_NOT_FOUND"],
  ["a number of lanes that is none", {}, ["--lanes", "many"], "BAD_OPTION"],
] as const) {
  test(`prove refuses ${what} with ${code}`, async () => {
    await using folder = await openService(files);
    const end = await runCli(["prove", ...args], { cwd: folder.path });
    assert.equal(end.code, 64, end.output);
    assert.match(end.output, new RegExp(`^${code}: `, "m"));
  });
}
