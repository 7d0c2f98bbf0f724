import assert from "node:assert/strict";
import { chmodSync, lchownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import { ownFolder, whyNotOurs } from "../src/index.ts";
import { elsewhere, isRoot, openFolder, STRANGER } from "./support.ts";

const refused = (code: string) => (error: unknown) => isChaosError(error, code);
const modeOf = (path: string): number => statSync(path).mode & 0o777;

for (const umask of [0o022, 0o077, 0o000]) {
  test(`a folder has the mode that was asked for, whatever the umask (${umask.toString(8).padStart(3, "0")})`, () => {
    using base = openFolder();
    const path = join(base.path, "parent", "own");
    assert.equal(elsewhere(`m.ownFolder(${JSON.stringify(path)}, 0o711)`, { umask }), path);
    assert.equal(modeOf(path), 0o711);
  });
}

test("a folder of ours that is there already gets the mode that was asked for", async () => {
  using base = openFolder();
  const path = join(base.path, "own");
  mkdirSync(path, { mode: 0o700 });
  await ownFolder(path, 0o711);
  assert.equal(modeOf(path), 0o711);
});

test("a link, a file and a folder that others may write are refused, and left as they were", async () => {
  using base = openFolder();
  const [real, link, file, open] = ["real", "link", "file", "open"].map((name) => join(base.path, name)) as [
    string,
    string,
    string,
    string,
  ];
  mkdirSync(real);
  symlinkSync(real, link);
  writeFileSync(file, "");
  mkdirSync(open);
  chmodSync(open, 0o777);
  for (const each of [link, file, open]) await assert.rejects(ownFolder(each, 0o700), refused("FOLDER_NOT_OURS"));
  assert.equal(modeOf(open), 0o777);
});

test("a folder of another user is refused, by what lstat says of it", () => {
  const found = { isDirectory: () => true, mode: 0o40700, uid: process.getuid?.() ?? 0 };
  assert.equal(whyNotOurs(found), undefined);
  assert.match(whyNotOurs({ ...found, uid: STRANGER }) ?? "", /belongs to the user 12345/);
  assert.match(whyNotOurs({ ...found, mode: 0o40770 }) ?? "", /others may write it/);
  assert.match(whyNotOurs({ ...found, isDirectory: () => false }) ?? "", /no directory/);
});

test("a folder that another user has planted is refused", {
  skip: !isRoot && "only root can plant as another user",
}, async () => {
  using base = openFolder();
  const path = join(base.path, "planted");
  mkdirSync(path);
  lchownSync(path, STRANGER, STRANGER);
  await assert.rejects(ownFolder(path, 0o700), refused("FOLDER_NOT_OURS"));
});

test("a folder that cannot be made says so by a code", async () => {
  using base = openFolder();
  writeFileSync(join(base.path, "file"), "");
  await assert.rejects(ownFolder(join(base.path, "file", "own"), 0o700), refused("FOLDER_NOT_WRITABLE"));
});
