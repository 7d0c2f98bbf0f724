import assert from "node:assert/strict";
import { test } from "node:test";
import { exited, historyOf, saw, struck, worker } from "../src/history/build-history.ts";
import { overrunOf } from "../src/history/leases-seen.ts";

const taken = [
  saw("chunk is claimed", 10, 1),
  saw("chunk heartbeats", 60, 1),
  saw("chunk fails", 330, 1, { by: worker(2) }),
];

test("a lease that ran out at a worker that lives is an overrun", () => {
  assert.equal(overrunOf(historyOf(...taken), "j/1"), 20);
  assert.equal(overrunOf(historyOf(...taken), "j/2"), undefined);
});

test("one that ran out at a worker that was struck, or had ended, is none", () => {
  assert.equal(overrunOf(historyOf(...taken, struck(100, 200)), "j/1"), undefined);
  assert.equal(overrunOf(historyOf(...taken, exited(100, "crashed")), "j/1"), undefined);
});
