import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { CONTRACT_VERSION, installedPacks, isChaosError } from "../../src/index.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "packs "));
});
after(() => rm(folder, { recursive: true, force: true }));

/** A folder with a manifest and packages that are installed beside it. */
async function folderWith(
  name: string,
  manifest: object,
  packages: Readonly<Record<string, string>> = {},
): Promise<string> {
  const files = {
    "package.json": JSON.stringify(manifest),
    ...Object.fromEntries(
      Object.entries(packages).flatMap(([each, text]) => [
        [`node_modules/${each}/package.json`, JSON.stringify({ name: each, exports: "./index.mjs" })],
        [`node_modules/${each}/index.mjs`, text],
      ]),
    ),
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name, path)), { recursive: true });
    await writeFile(join(folder, name, path), text);
  }
  return join(folder, name);
}
const packText = (name: string, contract: number = CONTRACT_VERSION): string =>
  `export const it = { name: "${name}", contract: ${contract}, capabilities: [], scenarios: {} };`;

test("every dependency whose name begins with pack- is registered, scoped or not, and nothing else", async () => {
  const from = await folderWith(
    "sound",
    { dependencies: { "pack-tea": "1", pino: "1" }, devDependencies: { "@us/pack-cups": "1", "unpack-it": "1" } },
    { "pack-tea": packText("tea"), "@us/pack-cups": packText("cups") },
  );
  const names = ["cups", "tea"];
  assert.deepEqual(
    (await installedPacks(from)).map(({ name }) => name),
    names,
  );
  assert.deepEqual(
    (await installedPacks(pathToFileURL(join(from, "package.json")))).map(({ name }) => name),
    names,
  );
});

for (const [what, manifest, packages, code] of [
  ["depends on none", {}, {}, "NO_PACKS"],
  ["has not installed it", { dependencies: { "pack-tea": "1" } }, {}, "PACK_NOT_INSTALLED"],
  ["depends on something else of that name", { dependencies: { "pack-tea": "1" } }, { "pack-tea": "" }, "NOT_A_PACK"],
  [
    "has one of another contract",
    { dependencies: { "pack-tea": "1" } },
    { "pack-tea": packText("tea", 99) },
    "CONTRACT_MISMATCH",
  ],
] as const)
  test(`a folder that ${what} is refused with ${code}`, async () => {
    const from = await folderWith(code, manifest, packages);
    await assert.rejects(installedPacks(from), (error) => isChaosError(error, code));
  });
