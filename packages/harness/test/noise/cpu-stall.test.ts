import assert from "node:assert/strict";
import { test } from "node:test";
import type { CpuReading } from "../../src/noise/cpu-reading.ts";
import { cpuStall } from "../../src/noise/cpu-stall.ts";

const reading = (
  at: number,
  waited: Record<string, number>,
  { stolen = 0, total = at, load = 0.5 }: Partial<Omit<CpuReading, "at" | "waited">> = {},
): CpuReading => ({ at, waited: new Map(Object.entries(waited)), stolen, total, load });

test("what is lost is as much as the thread that waited longest for a CPU", () => {
  const stall = cpuStall(reading(100, { main: 10, role: 50 }), reading(200, { main: 30, role: 110 }));
  assert.deepEqual(stall, { from: 100, to: 200, lostMs: 60, of: "cpu" });
});

test("a little waiting is ordinary, and no stall", () => {
  assert.equal(cpuStall(reading(100, { main: 10 }), reading(200, { main: 19 })), undefined);
});

test("a thread that has come since counts with all it has waited; one whose number was given anew does not count below nothing", () => {
  assert.equal(cpuStall(reading(100, { main: 0 }), reading(200, { main: 0, fresh: 40 }))?.lostMs, 40);
  assert.equal(cpuStall(reading(100, { main: 0, "7": 900 }), reading(200, { main: 0, "7": 30 }))?.lostMs, 30);
});

test("time that a hypervisor took away is lost as well, and no more than all is", () => {
  const before = reading(100, { main: 0 }, { stolen: 0, total: 0 });
  assert.equal(cpuStall(before, reading(200, { main: 20 }, { stolen: 5, total: 20 }))?.lostMs, 20 + 25);
  assert.equal(cpuStall(before, reading(200, { main: 90 }, { stolen: 10, total: 20 }))?.lostMs, 100);
});

test("where a system does not say who waits, the load says what is left to each of those that want to run", () => {
  assert.equal(cpuStall(reading(100, {}), reading(200, {}, { load: 4 }))?.lostMs, 75);
  assert.equal(cpuStall(reading(100, {}), reading(200, {}, { load: 1 })), undefined);
});
