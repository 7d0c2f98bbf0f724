import assert from "node:assert/strict";
import { test } from "node:test";
import { mayRetry } from "../../src/chunks/may-retry.ts";

test("a chunk is sent to the upstream as often as allowed and not once more", () => {
  assert.deepEqual(
    [1, 2, 3, 4].map((failures) => mayRetry(failures, 3)),
    [true, true, false, false],
  );
});
