import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

type Files = Readonly<Record<string, string>>;
const importing = (what: string): string => `import { thing } from "${what}";\nthing();\n`;
const one = (file: string, text: string): Files => ({ [file]: text });

/** Trees that break a rule, by its name. */
const violations: Readonly<Record<string, readonly Files[]>> = {
  "contract-imports-nothing": [
    one("packages/contract/src/a.ts", importing("node:fs")),
    one("packages/contract/src/a.ts", importing("@chaos-packs/proxy")),
  ],
  "contract-reads-folders": [one("packages/contract/src/node/a.ts", importing("@chaos-packs/proxy"))],
  "machine-sees-contract": [one("packages/machine/src/a.ts", importing("@chaos-packs/proxy"))],
  "proxy-sees-contract": [one("packages/proxy/src/a.ts", importing("@chaos-packs/redis"))],
  "wire-sees-proxy": [one("packages/wire/src/a.ts", importing("@chaos-packs/http"))],
  "postgres-sees-wire": [one("packages/postgres/src/a.ts", importing("@chaos-packs/redis"))],
  "redis-sees-wire": [one("packages/redis/src/a.ts", importing("@chaos-packs/harness"))],
  "http-sees-wire": [one("packages/http/src/a.ts", importing("@chaos-packs/postgres"))],
  "cli-sees-contract": [one("packages/cli/src/a.ts", importing("@chaos-packs/harness"))],
  "harness-names-no-kind": [
    one("packages/harness/src/a.ts", importing("@chaos-packs/postgres")),
    one("packages/harness/src/a.ts", importing("@chaos-packs/pack-worker-failures")),
    one("packages/harness/src/a.ts", importing("@chaos-packs/sample-backend")),
  ],
  "pack-sees-no-harness": [
    one("packages/pack-a/src/a.ts", importing("@chaos-packs/harness")),
    one("packages/pack-a/src/a.ts", 'import type { A } from "@chaos-packs/sample-backend";\nexport type B = A;\n'),
    one(
      "packages/pack-a/src/a.ts",
      'export async function f() {\n  await using a = await import("@chaos-packs/harness");\n  return a;\n}\n',
    ),
  ],
  "pack-sees-no-other-pack": [one("packages/pack-b/src/a.ts", importing("@chaos-packs/pack-a"))],
  "service-knows-no-chaos": [
    one("apps/sample-backend/src/a.ts", importing("@chaos-packs/contract")),
    {
      "apps/sample-backend/src/a.ts": importing("../defects/b.ts"),
      "apps/sample-backend/defects/b.ts": "export const thing = () => {};\n",
    },
  ],
  "no-cycles": [
    {
      "packages/redis/src/a.ts": 'import type { B } from "./b.ts";\nexport interface A { b: B }\n',
      "packages/redis/src/b.ts": 'import type { A } from "./a.ts";\nexport interface B { a: A }\n',
    },
  ],
  "no-orphans": [one("packages/redis/src/forgotten.ts", "export const a = 1;\n")],
  "no-missing-modules": [one("packages/redis/src/a.ts", importing("./gone.ts"))],
  "sources-use-no-dev-dependency": [
    {
      "packages/redis/package.json": '{ "devDependencies": { "left": "1" } }',
      "packages/redis/node_modules/left/package.json": '{ "name": "left", "main": "index.js" }',
      "packages/redis/node_modules/left/index.js": "exports.thing = () => {};",
      "packages/redis/src/a.ts": importing("left"),
    },
  ],
};

const sound: Files = {
  "packages/contract/src/index.ts": 'export { a } from "./a.ts";\n',
  "packages/contract/src/a.ts": "export const a = 1;\n",
  "packages/proxy/src/index.ts": importing("@chaos-packs/contract"),
  "packages/machine/src/index.ts": importing("@chaos-packs/contract"),
  "packages/redis/src/index.ts": `${importing("@chaos-packs/proxy")}${importing("@chaos-packs/machine").replaceAll("thing", "other")}`,
  "packages/harness/src/index.ts": importing("@chaos-packs/proxy"),
  "packages/pack-a/src/index.ts": importing("@chaos-packs/redis"),
  "apps/sample-backend/src/index.ts": importing("node:http"),
  "apps/sample-backend/chaos/target.ts": importing("@chaos-packs/harness"),
};

const root = mkdtempSync(join(tmpdir(), "boundaries-"));

function write(files: Files): string {
  const tree = mkdtempSync(join(root, "tree-"));
  for (const [path, text] of Object.entries({
    "package.json": "{}",
    "packages/.keep": "",
    "apps/.keep": "",
    ...files,
  })) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  return tree;
}

function cruise(trees: readonly string[]): {
  rules: readonly string[];
  broken: Readonly<Record<string, readonly string[]>>;
} {
  const script = fileURLToPath(new URL("./support/cruise.js", import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [script, ...trees], { encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

const cases = Object.entries(violations).flatMap(([rule, trees]) =>
  trees.map((files) => ({ rule, tree: write(files) })),
);
const soundTree = write(sound);
const { rules, broken } = cruise([...cases.map(({ tree }) => tree), soundTree]);
rmSync(root, { recursive: true });

for (const rule of Object.keys(violations)) {
  test(`${rule} is noticed when it is broken`, () => {
    for (const { tree } of cases.filter((each) => each.rule === rule)) assert.deepEqual(broken[tree], [rule]);
  });
}

test("imports that follow the arrows break nothing", () => assert.deepEqual(broken[soundTree], []));

test("every rule there is has been broken here", () => assert.deepEqual(Object.keys(violations).sort(), rules));
