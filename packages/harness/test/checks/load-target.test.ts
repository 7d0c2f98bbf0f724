import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { isChaosError } from "@chaos-packs/contract";
import { loadTarget } from "../../src/index.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "target-"));
});
after(() => rm(folder, { recursive: true }));

async function load(text: string, name = "target.mjs"): Promise<unknown> {
  const file = join(await mkdtemp(join(folder, "each-")), name);
  await writeFile(file, text);
  return loadTarget(pathToFileURL(file));
}

for (const [how, text] of [
  ["by name", 'export const target = { name: "a" }; export const other = 1;'],
  ["as default", 'export default { name: "a" };'],
  ["as the only export", 'export const orders = { name: "a" };'],
] as const) {
  test(`a target is found ${how}`, async () => assert.deepEqual(await load(text), { name: "a" }));
}

for (const [what, code, text, ...parts] of [
  ["exports nothing", "NO_TARGET", "", "exports nothing", "export const target"],
  ["exports something else", "NO_TARGET", "export const a = 1; export const b = 2;", "exports a, b"],
  ["throws", "TARGET_NOT_LOADED", 'throw new Error("no schema");', "no schema", "target.mjs:1"],
  ["imports what is not installed", "TARGET_NOT_LOADED", 'import "no-such-package";', "no-such-package", "npm install"],
  ["is no JavaScript", "TARGET_NOT_LOADED", "export const = ;", "SyntaxError"],
] as const) {
  test(`a target file that ${what} is ${code}, and the message says what to do`, async () => {
    await assert.rejects(load(text), (error) => {
      assert.ok(isChaosError(error, code), String(error));
      for (const part of parts) assert.ok(error.message.includes(part), error.message);
      return true;
    });
  });
}

test("a target file that is not there is TARGET_NOT_FOUND", async () => {
  const gone = loadTarget(pathToFileURL(join(folder, "gone.mjs")));
  await assert.rejects(gone, (error) => isChaosError(error, "TARGET_NOT_FOUND"));
});

test("a target in TypeScript on a Node that cannot strip types is told what to do instead", async () => {
  const file = join(folder, "target.ts");
  await writeFile(file, 'export const target: { name: string } = { name: "a" };');
  const newer = process.allowedNodeEnvironmentFlags.has("--no-strip-types") ? ["--no-strip-types"] : [];
  const built = import.meta.resolve("@chaos-packs/harness");
  const program = `import { loadTarget } from "${built}"; await loadTarget(new URL("${pathToFileURL(file)}")).catch((error) => console.log(error.message));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...newer, "--input-type=module", "--eval", program],
    { encoding: "utf8" }, // without tsx, which would strip them
  );
  assert.match(stdout, /^TYPES_NOT_STRIPPED: .*target\.ts.*Node 22\.18.*--import tsx.*JavaScript/s, stderr);
});
