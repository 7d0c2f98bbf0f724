import assert from "node:assert/strict";
import test from "node:test";
import { planRuns } from "@chaos-packs/harness/engine";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { orders } from "../target.js";

test("only what would be seen on the wire of a database skips, and says so", () => {
  const planned = planRuns([workerFailures], orders(), { pack: undefined, only: [], quick: false, repeat: 1 });
  const skipped = planned.filter(({ skip }) => skip.length > 0);
  assert.deepEqual(skipped.map(({ title }) => title).sort(), [
    "merge-connection-lost",
    "merge-killed-mid-insert",
    "merge-retry-completes (connection lost)",
    "merge-retry-completes (killed between inserts)",
    "state-queryable-after-any-failure (merge connection lost)",
    "state-queryable-after-any-failure (merge killed)",
    "state-queryable-after-any-failure (merge stalled)",
  ]);
  const reasons = skipped.flatMap(({ skip }) => skip.map(({ because }) => because));
  assert.deepEqual([...new Set(reasons)], ['has no moment "merge inserts" of jobs']);
});
