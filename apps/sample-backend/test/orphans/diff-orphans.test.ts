import assert from "node:assert/strict";
import { test } from "node:test";
import { diffOrphans } from "../../src/orphans/diff-orphans.ts";

const done = { job: "a", status: "done" };
const chunk = { job: "a", chunk: 1, status: "completed", pieceKey: "jobs/a/pieces/1", resultKey: "jobs/a/results/1-1" };
const whole = ["jobs/a/source", "jobs/a/results/1-1"];

test("a job that is done and has its source and its results has no orphans, though its pieces are gone", () => {
  assert.deepEqual(diffOrphans([done], [chunk], whole), {
    rowsWithoutObject: [],
    objectsWithoutRow: [],
    chunksWithoutDocument: [],
  });
});

test("a completed chunk whose result is gone is a row without its object", () => {
  assert.deepEqual(diffOrphans([done], [chunk], ["jobs/a/source"]).rowsWithoutObject, ["jobs/a/results/1-1"]);
});

test("an object that no row refers to, of a finished job or of none, is an orphan", () => {
  const keys = [...whole, "jobs/a/results/1-9", "jobs/gone/source"];
  assert.deepEqual(diffOrphans([done], [chunk], keys).objectsWithoutRow, ["jobs/a/results/1-9", "jobs/gone/source"]);
});

test("an object of a job that is under way may be waiting for its row and is no orphan", () => {
  const keys = [...whole, "jobs/a/pieces/1", "jobs/a/results/1-9"];
  assert.deepEqual(diffOrphans([{ ...done, status: "processing" }], [chunk], keys).objectsWithoutRow, []);
});

test("a chunk without its job is named as job/chunk, and its objects are not missed", () => {
  const lost = { ...chunk, job: "b", chunk: 7, resultKey: "jobs/b/results/7-1" };
  assert.deepEqual(diffOrphans([done], [chunk, lost], whole), {
    rowsWithoutObject: [],
    objectsWithoutRow: [],
    chunksWithoutDocument: ["b/7"],
  });
});
