import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countChunks } from "../../src/jobs/count-chunks.ts";

const status = fc.constantFrom("pending" as const, "processing" as const, "completed" as const, "failed" as const);

test("the counts of a job add up to its chunks", () => {
  fc.assert(
    fc.property(fc.array(status), (statuses) => {
      const chunks = statuses.map((each, index) => ({
        chunk: index + 1,
        status: each,
        attempts: 0,
        error: null,
        stale: false,
      }));
      const { pending, processing, completed, failed } = countChunks(chunks);
      assert.equal(pending + processing + completed + failed, chunks.length);
      assert.equal(completed, statuses.filter((each) => each === "completed").length);
    }),
  );
});
