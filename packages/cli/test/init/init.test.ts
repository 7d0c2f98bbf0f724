import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openFolder, run, runAtTerminal, runCli, tooWide } from "../support/cli.ts";

const example = new URL("../../../../docs/examples/records/chaos/", import.meta.url);
const asInGuide = async (folder: string): Promise<void> => {
  for (const file of ["target.js", "db-pool.test.js"]) {
    assert.equal(await readFile(join(folder, "chaos", file), "utf8"), await readFile(new URL(file, example), "utf8"));
  }
};

test("init writes the two files of the guide from flags, without a terminal, and asks nothing", async () => {
  await using folder = await openFolder();
  const flags = ["--name", "records", "--command", "node service.js", "--pack", "db-pool"];
  const { code, output } = await runCli(["init", ...flags], { cwd: folder.path });
  assert.equal(code, 0, output);
  await asInGuide(folder.path);
  assert.match(output, /node --test chaos\/db-pool\.test\.js/);
  assert.deepEqual(tooWide(output), []);
});

test("init asks at a terminal of 80 columns, and every line fits", async () => {
  await using folder = await openFolder();
  const { code, output } = await runAtTerminal(["init"], { cwd: folder.path }, [
    ["called?", "records\r"],
    ["written in?", "\r"],
    ["starts it?", "\r"],
    ["is ready?", "\r"],
    ["listen on?", "\r"],
    ["stand on?", "\r"],
    ["Which pack?", "\r"],
  ]);
  assert.equal(code, 0, output);
  await asInGuide(folder.path);
  assert.deepEqual(tooWide(output), []);
});

test("init that is cancelled at the terminal writes nothing", async () => {
  await using folder = await openFolder();
  const { code, output } = await runAtTerminal(["init"], { cwd: folder.path }, [["called?", "\x03"]]);
  assert.equal(code, 64, output);
  assert.match(output, /CANCELLED/);
  assert.deepEqual(await readdir(folder.path), []);
});

for (const file of ["target.js", "db-pool.test.js"]) {
  test(`init never overwrites: with a ${file} there it says so, and writes nothing`, async () => {
    await using folder = await openFolder();
    await mkdir(join(folder.path, "chaos"));
    await writeFile(join(folder.path, "chaos", file), "mine");
    const { code, output } = await runCli(["init", "--yes"], { cwd: folder.path });
    assert.equal(code, 64, output);
    assert.match(output, new RegExp(`FILE_EXISTS: expected no file \\S+/chaos/${file}, but there is one`));
    assert.deepEqual(await readdir(join(folder.path, "chaos")), [file]);
    assert.equal(await readFile(join(folder.path, "chaos", file), "utf8"), "mine");
  });
}

test("init in a folder where it may not write is CANNOT_WRITE", async () => {
  await using folder = await openFolder();
  await writeFile(join(folder.path, "chaos"), "a file, not a folder");
  const { code, output } = await runCli(["init", "--yes"], { cwd: folder.path });
  assert.equal(code, 64, output);
  assert.match(output, /CANNOT_WRITE: .*--folder/s);
});

for (const [pack, scenario] of [
  ["worker-failures", "kill-mid-chunk"],
  ["pubsub", "half-open-noticed"],
] as const) {
  test(`init makes the target of an installed pack (${pack}) from its capability: it loads and maps every part`, async () => {
    await using folder = await openFolder({ installed: true });
    const flags = ["--command", "python3 -m orders", "--dependencies", "http:ocr=OCR,redis", "--pack", pack];
    const { code, output } = await runCli(["init", ...flags], { cwd: folder.path });
    assert.equal(code, 0, output);
    const listed = await run([process.execPath, `chaos/${pack}.test.js`, "--list"], { cwd: folder.path });
    assert.match(listed.output, new RegExp(scenario));
    const check = `
    import { checkTarget, loadTarget } from "@chaos-packs/harness";
    const target = await loadTarget(new URL("file://${folder.path}/chaos/target.js"));
    checkTarget(target);
    const [{ capability, operations, observations, traits, moments }] = target.capabilities;
    for (const [part, own] of Object.entries({ operations, observations, traits, moments }))
      for (const [name, { optional }] of Object.entries(capability[part]))
        if (!optional && !(name in own)) console.log("lacks", part, name);
    for (const [name, { stream }] of Object.entries(capability.operations))
      if (stream && !operations[name]({}).over) console.log("opens nothing", name);
    console.log(target.roles.api.command.join(" "), Object.keys(target.roles.api.env({ url: { ocr: "a" }, port: 1 })).join());
  `;
    const seen = await run([process.execPath, "--input-type=module", "--eval", check], { cwd: folder.path });
    assert.equal(seen.output.trim(), "python3 -m orders OCR,REDIS_URL,PORT");
  });
}

for (const [what, args, code] of [
  ["a command that nobody can guess", ["init", "--language", "other"], "ANSWER_MISSING"],
  ["an unknown flag", ["init", "--nmae", "records"], "UNKNOWN_FLAG"],
  ["an unknown command", ["innit"], "UNKNOWN_COMMAND"],
  ["a dependency that is none", ["init", "--dependencies", "mongodb"], "MALFORMED_DEPENDENCY"],
  ["a pack about a database without one", ["init", "--dependencies", "redis"], "DEPENDENCY_MISSING"],
  ["a pack that is not installed", ["init", "--pack", "@somebody/pack"], "PACK_NOT_INSTALLED"],
] as const) {
  test(`${what} is ${code}, exit 64, and nothing is written`, async () => {
    await using folder = await openFolder();
    const end = await runCli(args, { cwd: folder.path });
    assert.equal(end.code, 64, end.output);
    assert.match(end.output, new RegExp(`^${code}: expected .*, but .*`, "s"));
    assert.deepEqual(await readdir(folder.path), []);
  });
}

for (const [what, text, code] of [
  [
    "of another contract version",
    "export const p = { name: 'p', contract: 2, capabilities: [], scenarios: {} }",
    "CONTRACT_MISMATCH",
  ],
  ["that is no pack", "export const p = 1", "NOT_A_PACK"],
] as const) {
  test(`a package ${what} is ${code}`, async () => {
    await using folder = await openFolder();
    const home = join(folder.path, "node_modules/@somebody/pack-p");
    await mkdir(home, { recursive: true });
    await writeFile(
      join(home, "package.json"),
      '{ "name": "@somebody/pack-p", "type": "module", "exports": "./index.js" }',
    );
    await writeFile(join(home, "index.js"), text);
    const end = await runCli(["init", "--pack", "@somebody/pack-p"], { cwd: folder.path });
    assert.equal(end.code, 64, end.output);
    assert.match(end.output, new RegExp(`^${code}: `));
  });
}

test("--help tells the commands, and the flags of one, on 80 columns", async () => {
  await using folder = await openFolder();
  const all = await runCli(["--help"], { cwd: folder.path });
  assert.match(all.output, /init[\s\S]*doctor[\s\S]*new/);
  const one = await runCli(["init", "--help"], { cwd: folder.path });
  assert.match(one.output, /--dependencies/);
  assert.deepEqual([all.code, one.code, ...tooWide(all.output + one.output)], [0, 0]);
});
