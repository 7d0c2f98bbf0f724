import assert from "node:assert/strict";
import { test } from "node:test";
import type { History } from "@chaos-packs/contract/pack";
import { exited, historyOf, saw, struck, work, worker } from "../src/history/examples.ts";
import { overrunOf } from "../src/history/leases-seen.ts";
import { takingsSeen } from "../src/history/takings-seen.ts";

const taken = [
  saw("work is claimed", work(1), 10),
  saw("work heartbeats", work(1), 60),
  saw("work fails", work(1), 330, { by: worker(2) }),
];

test("a lease that ran out at a worker that lives is an overrun", () => {
  assert.deepEqual(overrunOf(historyOf(...taken), "j/1"), { byMs: 20, from: 60, to: 330 });
  assert.equal(overrunOf(historyOf(...taken), "j/2"), undefined);
});

test("one that ran out at a worker that was struck, or had ended, is none", () => {
  assert.equal(overrunOf(historyOf(...taken, struck(100, 200)), "j/1"), undefined);
  assert.equal(overrunOf(historyOf(...taken, exited(100, "crashed")), "j/1"), undefined);
});

const claimedBy2 = saw("work is claimed", work(1), 100, { by: worker(2) });

test("a claim by another takes a chunk whose worker has not let go, and one that failed or was completed is free", () => {
  const first = saw("work is claimed", work(1), 10);
  const takings = (...between: readonly Partial<History>[]) => takingsSeen(historyOf(first, ...between, claimedBy2));
  assert.deepEqual(
    takings().map(({ chunk, at, moment, lastSignAt, isFromTheDead }) => [chunk, at, moment, lastSignAt, isFromTheDead]),
    [["j/1", 100, "work is claimed", 10, false]],
  );
  assert.equal(takings(exited(50, "killed"))[0]?.isFromTheDead, true);
  assert.deepEqual(takings(saw("work completes", work(1), 60)), []);
  assert.deepEqual(
    takings(saw("work fails", work(1), 60, { by: worker(2) })).map(({ moment }) => moment),
    ["work fails"],
  );
});
