import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isChaosError } from "@chaos-packs/contract";
import { bundle } from "../../src/adapters/bundle.ts";

const STRANGER = 12_345;
const uid = process.getuid?.() ?? 0;
const asRoot = { skip: uid !== 0 && "only root can plant, and run, as another user" };

/** A program beside a node_modules, in a folder that others may enter. */
function openProgram() {
  const path = realpathSync(mkdtempSync("/tmp/chaos-bundle-test-"));
  chmodSync(path, 0o755);
  const modules = join(path, "node_modules");
  mkdirSync(join(modules, "late"), { recursive: true });
  writeFileSync(join(modules, "late", "package.json"), '{"name":"late","main":"index.cjs"}');
  writeFileSync(join(modules, "late", "index.cjs"), 'module.exports = "late";');
  writeFileSync(join(path, "main.mjs"), 'const name = "la" + "te"; console.log((await import(name)).default);');
  return {
    path,
    modules,
    entry: pathToFileURL(join(path, "main.mjs")),
    [Symbol.dispose]: () => rmSync(path, { recursive: true }),
  };
}

test("what somebody has written into a bundle is not run: it is made anew", async () => {
  using program = openProgram();
  const main = fileURLToPath((await bundle(program.entry)).main);
  const sound = readFileSync(main, "utf8");
  writeFileSync(main, 'console.log("planted");');
  const again = new URL(`${program.entry.href}?again`); // not from the memory of this process
  assert.equal(fileURLToPath((await bundle(again)).main), main);
  assert.equal(readFileSync(main, "utf8"), sound);
});

test("a folder of bundles that is a link is refused", async () => {
  using program = openProgram();
  const elsewhere = join(program.path, "elsewhere");
  mkdirSync(elsewhere);
  mkdirSync(join(program.modules, ".cache"));
  symlinkSync(elsewhere, join(program.modules, ".cache", `chaos-packs-${uid}`));
  await assert.rejects(bundle(program.entry), (error) => isChaosError(error, "FOLDER_NOT_OURS"));
});

test("a folder of bundles that another user has planted is refused", asRoot, async () => {
  using program = openProgram();
  const planted = join(program.modules, ".cache", "chaos-packs-0");
  mkdirSync(planted, { recursive: true });
  lchownSync(planted, STRANGER, STRANGER);
  await assert.rejects(bundle(program.entry), (error) => isChaosError(error, "FOLDER_NOT_OURS"));
});

test("where node_modules cannot be written, bundles are kept in the cache, and still find packages", asRoot, () => {
  using program = openProgram();
  const home = join(program.path, "home");
  mkdirSync(home);
  lchownSync(home, STRANGER, STRANGER);
  const source = new URL("../../src/adapters/bundle.ts", import.meta.url).href;
  const code = `process.setgroups([]); process.setgid(${STRANGER}); process.setuid(${STRANGER});
    const { bundle } = await import(${JSON.stringify(source)});
    console.log((await bundle(new URL(${JSON.stringify(program.entry.href)}))).main.pathname);`;
  const env = { PATH: process.env["PATH"], HOME: home, TMPDIR: "/tmp", TSX_DISABLE_CACHE: "1" };
  const node = ["--import", import.meta.resolve("tsx"), "--input-type=module", "--eval", code];
  const made = spawnSync(process.execPath, node, { encoding: "utf8", env });
  const main = made.stdout.trim();
  assert.equal(dirname(dirname(main)), join(home, ".cache", "chaos-packs", "bundles"), made.stderr);
  assert.equal(spawnSync(process.execPath, [main], { encoding: "utf8" }).stdout, "late\n");
});
