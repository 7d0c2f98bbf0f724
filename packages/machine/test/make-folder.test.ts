import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import { hasCode, makeFolder, ownFolder } from "../src/index.ts";
import { openFolder } from "./support.ts";

test("a folder is made with those above it, also by two at once", async () => {
  using base = openFolder();
  const path = join(base.path, "a", "b", "c");
  await Promise.all([makeFolder(path), makeFolder(path)]);
  await makeFolder(path);
  assert.ok(existsSync(path));
});

test("a file in the way, and a place where nothing can be made, are said at once", { timeout: 5_000 }, async () => {
  using base = openFolder();
  writeFileSync(join(base.path, "file"), "");
  await assert.rejects(makeFolder(join(base.path, "file")), { code: "EEXIST" });
  await assert.rejects(makeFolder(join(base.path, "file", "own")), { code: "EEXIST" });
  await assert.rejects(makeFolder("/proc/nothing/here"), (error) => hasCode(error, "ENOENT", "EROFS", "EACCES"));
  await assert.rejects(ownFolder("/proc/nothing/here", 0o700), (error) => isChaosError(error, "FOLDER_NOT_WRITABLE"));
});
