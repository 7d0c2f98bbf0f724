import assert from "node:assert/strict";
import test from "node:test";
import { planRuns } from "@chaos-packs/harness/engine";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { orders } from "../target.js";

test("only what would be seen on the wire of a database skips, and says so", () => {
  const planned = planRuns([workerFailures], orders(), { pack: undefined, only: [], quick: false, repeat: 1 });
  const skipped = planned.filter(({ skip }) => skip !== undefined);
  assert.deepEqual(
    skipped.map(({ title }) => title),
    [
      "merge-killed-mid-insert",
      "merge-connection-lost",
      "merge-retry-completes (killed between inserts)",
      "merge-retry-completes (connection lost)",
      "state-queryable-after-any-failure (merge killed)",
      "state-queryable-after-any-failure (merge stalled)",
      "state-queryable-after-any-failure (merge connection lost)",
    ],
  );
  assert.deepEqual([...new Set(skipped.map(({ skip }) => skip))], ['the target has no moment "merge inserts"']);
});
