import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { isChaosError, modulesIn, scenariosIn } from "../../src/index.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "scenarios "));
});
after(() => rm(folder, { recursive: true, force: true }));

/** A folder with files in it. */
async function filled(name: string, files: Readonly<Record<string, string>>): Promise<URL> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, name, path, ".."), { recursive: true });
    await writeFile(join(folder, name, path), text);
  }
  return pathToFileURL(join(folder, name, "/"));
}
const one = (promise: string): string => `export const scenario = { promise: "${promise}" };`;

test("each file of a folder is a scenario under its name, in sub-folders too, and nothing else is taken for one", async () => {
  const scenarios = await scenariosIn(
    await filled("sound", {
      "kill-late.mjs": one("late"),
      "theme/kill-early.mjs": one("early"),
      "kill-late.d.ts": "broken",
      "kill-late.mjs.map": "broken",
      "README.md": "broken",
    }),
  );
  assert.deepEqual(
    Object.entries(scenarios).map(([id, { promise }]) => [id, promise]),
    [
      ["kill-late", "late"],
      ["kill-early", "early"],
    ],
  );
});

test("a file that exports no scenario, and two files of one name, are refused by their names", async () => {
  const nothing = await filled("nothing", { "kill.mjs": "export const scene = {};" });
  await assert.rejects(
    scenariosIn(nothing),
    (error) => isChaosError(error, "NOT_A_SCENARIO") && /scene/.test(error.message),
  );
  const twice = await filled("twice", { "kill.mjs": one("a"), "theme/kill.mjs": one("b") });
  await assert.rejects(
    modulesIn(twice),
    (error) => isChaosError(error, "SAME_FILE_NAME") && /theme/.test(error.message),
  );
});
