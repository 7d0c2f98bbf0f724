import assert from "node:assert/strict";
import { test } from "node:test";
import { openPool } from "../../src/pool/open-pool.ts";
import type { PoolOptions } from "../../src/pool/pool-options.ts";
import { QueryFailure, type QueryFailureKind } from "../../src/pool/query-failure.ts";
import { soundPool } from "../../src/pool/sound-pool.ts";
import { openTestLog } from "./open-test-log.ts";
import { poolOptions } from "./pool-options.ts";

const nobodyHangsUp = new AbortController().signal;

/** How often a request runs that fails so each time, and how it ends. */
async function runsOf(
  kind: QueryFailureKind,
  options: Partial<PoolOptions> = {},
  succeedsAt = Number.POSITIVE_INFINITY,
) {
  const quick = { ...soundPool, pauseBefore: () => 0 };
  const pool = openPool(poolOptions({ tries: 3, ...options }), quick, openTestLog().log);
  let runs = 0;
  const attempt = async (): Promise<string> => {
    runs += 1;
    if (runs >= succeedsAt) return "served";
    throw new QueryFailure(kind, kind);
  };
  const end = await pool.parts.withRetries(pool, nobodyHangsUp, attempt).catch((error: Error) => error.message);
  return { runs, end, left: pool.budget.retries };
}

test("what another try may mend is tried again, a bounded number of times", async () => {
  for (const kind of ["lost", "conflict", "read only"] as const) {
    assert.deepEqual(await runsOf(kind), { runs: 3, end: kind, left: 18 });
    assert.equal((await runsOf(kind, {}, 2)).end, "served");
  }
});

test("silence is met with one more try, because it has cost the whole time of a query", async () =>
  assert.equal((await runsOf("silent")).runs, 2));

test("what another try cannot mend is told at once", async () => {
  for (const kind of ["no connection", "circuit open", "refused", "too slow", "locked", "taken", "broken"] as const) {
    assert.equal((await runsOf(kind)).runs, 1);
  }
});

test("when the budget is spent nothing is tried again, and successes earn it back", async () => {
  assert.deepEqual(await runsOf("lost", { retryBudget: 1 }), { runs: 2, end: "lost", left: 0 });
  assert.deepEqual(await runsOf("lost", { retryBudget: 1 }, 2), { runs: 2, end: "served", left: 0.25 });
});
