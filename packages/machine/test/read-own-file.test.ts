import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, lchownSync, linkSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { readOwnFile } from "../src/index.ts";
import { isRoot, openFolder, STRANGER } from "./support.ts";

test("a file of ours is read; a link, one with two names, one that others may write, a pipe and none are not", () => {
  using base = openFolder();
  const file = (name: string, mode = 0o600): string => {
    const path = join(base.path, name);
    writeFileSync(path, name);
    chmodSync(path, mode);
    return path;
  };
  assert.equal(readOwnFile(file("own")), "own");
  symlinkSync(file("real"), join(base.path, "link"));
  linkSync(file("one"), join(base.path, "two"));
  execFileSync("mkfifo", [join(base.path, "pipe")]);
  for (const name of ["link", "one", "two", "pipe", "none"])
    assert.equal(readOwnFile(join(base.path, name)), undefined);
  assert.equal(readOwnFile(file("open", 0o666)), undefined);
});

test("a file of another user is not read", { skip: !isRoot && "only root can give a file to another user" }, () => {
  using base = openFolder();
  const path = join(base.path, "planted");
  writeFileSync(path, "planted");
  lchownSync(path, STRANGER, STRANGER);
  assert.equal(readOwnFile(path), undefined);
});
