import assert from "node:assert/strict";
import { test } from "node:test";
import { backoffMs } from "../src/backoff.ts";

test("the wait doubles with each failure up to its bound", () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5, 9].map((failures) => backoffMs(failures)),
    [50, 100, 200, 400, 500, 500],
  );
});
