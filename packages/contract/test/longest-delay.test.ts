import assert from "node:assert/strict";
import { test } from "node:test";
import {
  delay,
  type Fault,
  faultsOn,
  highLatency,
  isChaosError,
  isDelay,
  LONGEST_DELAY_MS,
  stop,
  stopWithout,
} from "../src/index.ts";

const tooLong = 2 ** 31;

/** Every fault of the contract that waits, made with so many ms. */
const faults: Readonly<Record<string, (ms: number) => Fault>> = {
  delay: (ms) => delay({ ms }),
  "jitter of delay": (ms) => delay({ ms: 1, jitterMs: ms }),
  highLatency: (ms) => highLatency({ ms }),
  latency: (ms) => faultsOn("redis").latency({ ms }),
  "jitter of latency": (ms) => faultsOn("redis").latency({ ms: 1, jitterMs: ms }),
  slowClose: (ms) => faultsOn("redis").slowClose({ ms }),
  timeout: (ms) => faultsOn("redis").timeout({ ms }),
  resetPeer: (ms) => faultsOn("redis").resetPeer({ ms }),
  slowConnect: (ms) => faultsOn("redis").slowConnect({ ms }),
  "pause of slicer": (ms) => faultsOn("redis").slicer({ bytes: 1, pauseMs: ms }),
  "grace of stop": (killAfterMs) => stop({ killAfterMs }),
  "grace of stopWithout": (killAfterMs) => stopWithout({ killAfterMs }),
};

for (const [name, fault] of Object.entries(faults)) {
  test(`${name}: more ms than a timer can wait are refused when the fault is made, and the most are not`, () => {
    for (const ms of [tooLong, Number.POSITIVE_INFINITY, Number.NaN, -1]) {
      assert.throws(
        () => fault(ms),
        (error) => isChaosError(error, "BAD_DELAY") && error.expected.includes("2147483647"),
        String(ms),
      );
    }
    assert.ok(fault(LONGEST_DELAY_MS));
  });
}

test("a delay that a target's promise makes too long is refused at the injection", async () => {
  const fault = delay({ ms: { capability: "jobs", trait: "leaseMs", factor: 1e9 } });
  const world = { links: () => [], amounts: () => 5e11 } as unknown as Parameters<Fault["inject"]>[0];
  await assert.rejects(
    async () => fault.inject(world),
    (error) => isChaosError(error, "BAD_DELAY"),
  );
});

test("the most that a timer can wait is 2^31 - 1 ms", () => {
  assert.ok(isDelay(2_147_483_647));
  assert.ok(!isDelay(2_147_483_648));
  assert.ok(!isDelay("5"));
});
