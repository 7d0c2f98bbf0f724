import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { test } from "node:test";
import { openFolder, run, runAtTerminal, runCli, tooWide } from "../support/cli.ts";

const START = ["--start", "api=node service.js", "--start", "worker=node worker.js"];
const POSTGRES = ["--postgres", "DATABASE_URL=schema.sql"];
const FILES = ["chaos/db-pool.test.js", "chaos/target.js"];
const textOf = (folder: string, file: string): Promise<string> => readFile(join(folder, "chaos", file), "utf8");

test("init writes a target with any number of roles and a test from flags, without a terminal, and asks nothing", async () => {
  await using folder = await openFolder();
  const ready = ["--ready", "api=/healthz", "--ready", "worker=worker ready", "--replicas", "worker=2"];
  const flags = [
    "--name",
    "records",
    ...START,
    ...ready,
    ...POSTGRES,
    "--redis",
    "REDIS_URL",
    "--promise",
    "poolSize=4",
  ];
  const { code, output } = await runCli(["init", ...flags], { cwd: folder.path });
  assert.equal(code, 0, output);
  const target = await textOf(folder.path, "target.js");
  for (const each of [
    'command: ["node", "service.js"]',
    'ready: { path: "/healthz" }',
    'command: ["node", "worker.js"]',
    "replicas: 2",
    "ready: { output: /worker ready/ }",
    "env: ({ url, port }) => ({ DATABASE_URL: url.postgres, REDIS_URL: url.redis, PORT: String(port) })",
    "schema: `$".concat("{cwd}schema.sql`"),
    "traits: { poolSize: 4 }",
  ])
    assert.ok(target.includes(each), `${each}\nis missing in\n${target}`);
  assert.match(await textOf(folder.path, "db-pool.test.js"), /packs: \[dbPool\]/);
  assert.match(output, /Nothing is mapped yet[\s\S]*npm install --save-dev[\s\S]*node --test chaos\/db-pool\.test\.js/);
  assert.deepEqual(tooWide(output), []);
});

test("what flags do not say is taken from the files of the folder", async () => {
  await using folder = await openFolder();
  await writeFile(join(folder.path, "package.json"), '{ "scripts": { "start": "node src/api.js" } }');
  await writeFile(join(folder.path, ".env.example"), "DB=postgres://u:p@localhost/records\n");
  const { code, output } = await runCli(["init"], { cwd: folder.path });
  assert.equal(code, 0, output);
  const target = await textOf(folder.path, "target.js");
  assert.ok(target.includes('command: ["node", "src/api.js"]'), target);
  assert.ok(target.includes("DB: url.postgres"), target);
});

test("init asks at a terminal of 80 columns, role by role, and every line fits", async () => {
  await using folder = await openFolder();
  const { code, output } = await runAtTerminal(["init"], { cwd: folder.path }, [
    ["called?", "records\r"],
    ["Which pack?", "\r"],
    ["starts the API?", "node service.js\r"],
    ["api ready?", "/healthz\r"],
    ["replicas of api?", "\r"],
    ["Another role?", "worker=node worker.js\r"],
    ["worker ready?", "\r"],
    ["replicas of worker?", "2\r"],
    ["Another role?", "\r"],
    ["Postgres?", "DATABASE_URL=schema.sql\r"],
    ["Redis?", "\r"],
    ["upstream?", "\r"],
    ["its port?", "\r"],
    ["pool keep?", "4\r"],
    ["to record", "\r"],
  ]);
  assert.equal(code, 0, output);
  const target = await textOf(folder.path, "target.js");
  assert.match(target, /api: childProcess[\s\S]*path: "\/healthz"[\s\S]*worker: childProcess[\s\S]*replicas: 2/);
  assert.match(target, /traits: \{ poolSize: 4 \}/);
  assert.deepEqual(tooWide(output), []);
});

test("init that is cancelled at the terminal writes nothing", async () => {
  await using folder = await openFolder();
  const { code, output } = await runAtTerminal(["init"], { cwd: folder.path }, [["called?", "\x03"]]);
  assert.equal(code, 64, output);
  assert.match(output, /CANCELLED/);
  assert.deepEqual(await readdir(folder.path), []);
});

for (const path of FILES) {
  test(`with a ${path} there init says so and writes nothing, and with --force it replaces it`, async () => {
    await using folder = await openFolder();
    await mkdir(join(folder.path, "chaos"));
    await writeFile(join(folder.path, path), "mine");
    const end = await runCli(["init", ...START, ...POSTGRES], { cwd: folder.path });
    assert.equal(end.code, 64, end.output);
    assert.match(end.output, new RegExp(`FILE_EXISTS: expected no file \\S+/${path}, but there is one`));
    assert.deepEqual(await readdir(join(folder.path, "chaos")), [basename(path)]);
    assert.equal(await readFile(join(folder.path, path), "utf8"), "mine");
    const forced = await runCli(["init", "--force", ...START, ...POSTGRES], { cwd: folder.path });
    assert.equal(forced.code, 0, forced.output);
    assert.notEqual(await readFile(join(folder.path, path), "utf8"), "mine");
  });
}

test("init in a folder where it may not write is CANNOT_WRITE", async () => {
  await using folder = await openFolder();
  await writeFile(join(folder.path, "chaos"), "a file, not a folder");
  const { code, output } = await runCli(["init", ...START, ...POSTGRES], { cwd: folder.path });
  assert.equal(code, 64, output);
  assert.match(output, /CANNOT_WRITE: .*--folder/s);
});

for (const [pack, part] of [
  ["worker-failures", "submit"],
  ["pubsub", "publish"],
] as const) {
  test(`the target of an installed pack (${pack}) loads, and a comment names what brings more scenarios`, async () => {
    await using folder = await openFolder({ installed: true });
    const flags = ["--start", "python3 -m orders", "--http", "OCR=http://127.0.0.1:9000", "--redis", "REDIS_URL"];
    const { code, output } = await runCli(["init", ...flags, "--pack", pack], { cwd: folder.path });
    assert.equal(code, 0, output);
    assert.match(await textOf(folder.path, "target.js"), new RegExp(`// Not mapped yet.*\\n *// .*${part} \\(\\d+\\)`));
    assert.deepEqual((await readdir(join(folder.path, "chaos"))).sort(), [`${pack}.test.js`, "target.js"].sort());
    const check = `
    import { checkTarget, loadTarget } from "@chaos-packs/harness";
    const target = await loadTarget(new URL("file://${folder.path}/chaos/target.js"));
    checkTarget(target);
    console.log(target.roles.api.command.join(" "), Object.keys(target.roles.api.env({ url: { ocr: "a" }, port: 1 })).join());
  `;
    const seen = await run([process.execPath, "--input-type=module", "--eval", check], { cwd: folder.path });
    assert.equal(seen.output.trim(), "python3 -m orders REDIS_URL,OCR,PORT");
  });
}

for (const [what, args, code] of [
  ["no role", ["init"], "NO_ROLES"],
  ["an unknown flag", ["init", "--nmae", "records"], "UNKNOWN_FLAG"],
  ["an unknown command", ["innit"], "UNKNOWN_COMMAND"],
  ["a dependency that is none", ["init", ...START, "--postgres", "1A"], "MALFORMED_FLAG"],
  ["npm in front of a program", ["init", "--start", "npm start", ...POSTGRES], "COMMAND_STARTS_ANOTHER"],
  ["a program that is nowhere", ["init", "--start", "no-such-program", ...POSTGRES], "PROGRAM_NOT_FOUND"],
  ["a flag about a role that is not there", ["init", ...START, "--replicas", "cook=2", ...POSTGRES], "UNKNOWN_ROLE"],
  ["a pack about a database without one", ["init", ...START, "--redis", "REDIS_URL"], "DEPENDENCY_MISSING"],
  ["a pack that is not installed", ["init", ...START, "--pack", "@somebody/pack"], "PACK_NOT_INSTALLED"],
  ["a promise that is none", ["init", ...START, ...POSTGRES, "--promise", "poolSize"], "MALFORMED_FLAG"],
  ["a recording without the harness", ["init", ...START, ...POSTGRES, "--request", "GET /"], "NOT_INSTALLED"],
] as const) {
  test(`${what} is ${code}, exit 64, and nothing is written`, async () => {
    await using folder = await openFolder();
    const end = await runCli(args, { cwd: folder.path });
    assert.equal(end.code, 64, end.output);
    assert.match(end.output, new RegExp(`^${code}: expected .*, but .*`, "ms"));
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
    const end = await runCli(["init", ...START, "--pack", "@somebody/pack-p"], { cwd: folder.path });
    assert.equal(end.code, 64, end.output);
    assert.match(end.output, new RegExp(`^${code}: `));
  });
}

test("--help tells the commands, and the flags of one, on 80 columns", async () => {
  await using folder = await openFolder();
  const all = await runCli(["--help"], { cwd: folder.path });
  assert.match(all.output, /init[\s\S]*doctor[\s\S]*new/);
  const one = await runCli(["init", "--help"], { cwd: folder.path });
  assert.match(one.output, /--start/);
  assert.deepEqual([all.code, one.code, ...tooWide(all.output + one.output)], [0, 0]);
});
