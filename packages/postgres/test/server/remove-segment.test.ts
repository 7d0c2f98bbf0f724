import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { removeSegment, type SharedMemorySegment } from "../../src/server/remove-segment.ts";

/** sysvipc(5): key and id of each segment. */
const segments = (): readonly SharedMemorySegment[] =>
  readFileSync("/proc/sysvipc/shm", "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [key = 0, id = 0] = line.trim().split(/\s+/).map(Number);
      return { key, id };
    });

/** `ipcmk` says only the id. */
function makeSegment(): SharedMemorySegment {
  const made = Number(/\d+/.exec(execFileSync("ipcmk", ["-M", "64"], { encoding: "utf8" }))?.[0]);
  const found = segments().find(({ id }) => id === made);
  assert.ok(found);
  return found;
}

test("removes a segment, once, and never one that has only got its id", () => {
  const segment = makeSegment();
  const isLeft = (): boolean => segments().some(({ id }) => id === segment.id);
  removeSegment({ ...segment, key: segment.key + 1 });
  assert.ok(isLeft());
  removeSegment(segment);
  assert.ok(!isLeft());
  removeSegment(segment); // an undo may run when it has run before
});
