import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { isChaosError } from "@chaos-packs/contract";
import { copySource } from "../../../src/prove/edits/copy-source.ts";

const place = realpathSync(mkdtempSync(join(tmpdir(), "copy-source-")));
after(() => rmSync(place, { recursive: true }));
const write = (path: string, text = path): void => {
  mkdirSync(dirname(join(place, path)), { recursive: true });
  writeFileSync(join(place, path), text);
};

test("a copy holds the service, and finds beside it what the original finds there", async () => {
  execFileSync("git", ["init", "--quiet", join(place, "repository")]);
  write("repository/tsconfig.base.json");
  write("repository/node_modules/pg/index.js");
  write("repository/apps/other/main.js");
  write("repository/apps/orders/.gitignore", "data/\ndist/\n");
  write("repository/apps/orders/src/main.js");
  write("repository/apps/orders/dist/main.js");
  write("repository/apps/orders/data/large.bin");
  truncateSync(join(place, "repository/apps/orders/data/large.bin"), 17 * 1024 ** 2);
  write("repository/apps/orders/node_modules/hono/index.js");
  write("repository/apps/orders/src/__pycache__/main.pyc");
  const { folder } = await copySource(join(place, "repository/apps/orders"), join(place, "copy"));
  assert.equal(folder, join(place, "copy/apps/orders"));
  const isLink = (path: string): boolean => lstatSync(join(folder, path)).isSymbolicLink();
  for (const [path, link] of [
    ["src/main.js", false],
    ["dist/main.js", false],
    ["data", true],
    ["node_modules", true],
    ["../other", true],
    ["../../node_modules", true],
    ["../../tsconfig.base.json", true],
  ] as const)
    assert.equal(isLink(path), link, path);
  assert.equal(
    readFileSync(join(folder, "../../node_modules/pg/index.js"), "utf8"),
    "repository/node_modules/pg/index.js",
  );
  assert.ok(!existsSync(join(folder, "src/__pycache__")));
  assert.ok(!existsSync(join(folder, "../../.git")));
});

test("a folder that is too large to be copied is refused with SOURCE_TOO_LARGE", async () => {
  write("large/data.bin");
  truncateSync(join(place, "large/data.bin"), 257 * 1024 ** 2);
  await assert.rejects(copySource(join(place, "large"), join(place, "copy-of-large")), (error) =>
    isChaosError(error, "SOURCE_TOO_LARGE"),
  );
});
