import assert from "node:assert/strict";
import { test } from "node:test";
import type { History } from "@chaos-packs/contract/pack";
import { exited, historyOf, said, saw, struck, work, worker } from "../src/history/examples.ts";
import { deadChunkIsDetected } from "../src/invariants/leases/dead-chunk-is-detected.ts";
import { deadChunkIsShown } from "../src/invariants/leases/dead-chunk-is-shown.ts";
import { leaseIsRespected } from "../src/invariants/leases/lease-is-respected.ts";

const claim = saw("work is claimed", work(1), 10);
const givenOut = (at: number) => saw("work is claimed", work(1), at, { by: worker(2) });
const killed = [struck(20, 900), exited(21, "killed")];

test("a dead worker's chunk that is given out again is detected as well as one that is failed", () => {
  assert.equal(deadChunkIsDetected.check(historyOf(claim, ...killed, givenOut(300))).status, "holds");
  assert.equal(deadChunkIsDetected.check(historyOf(claim, ...killed)).status, "violated");
  assert.equal(
    deadChunkIsDetected.check(historyOf(claim, ...killed, saw("work is claimed", work(2), 300))).status,
    "violated",
  );
});

test("while a chunk is stale it may be shown failed, processing, or both, and pending once it is given out again", () => {
  const shown = (...looks: readonly Partial<History>[]) =>
    deadChunkIsShown.check(historyOf(claim, ...killed, ...looks)).status;
  for (const states of [
    ["failed"],
    ["processing"],
    ["processing", "failed", "processing"],
    ["failed", "processing"],
  ] as const)
    assert.equal(shown(...states.map((state, index) => said(30 + index, [state]))), "holds", states.join(", "));
  assert.equal(shown(said(30, ["processing"]), said(400, ["pending"])), "holds");
  assert.equal(shown(said(30, ["pending"])), "violated");
  assert.equal(shown(givenOut(40), said(60, ["pending"])), "holds");
  assert.equal(shown(givenOut(40), said(60, ["completed"])), "violated");
  assert.equal(
    shown(givenOut(40), saw("work completes", work(1), 50, { by: worker(2) }), said(60, ["completed"])),
    "holds",
  );
});

test("who gives a chunk out again need not wait for the lease of a worker that is dead, and must for one that lives", () => {
  assert.equal(leaseIsRespected.check(historyOf(claim, ...killed, givenOut(40))).status, "holds");
  assert.equal(leaseIsRespected.check(historyOf(claim, givenOut(40))).status, "violated");
  assert.equal(leaseIsRespected.check(historyOf(claim, givenOut(400))).status, "holds");
});
