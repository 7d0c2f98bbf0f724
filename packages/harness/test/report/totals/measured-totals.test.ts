import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Capability,
  type CapabilitySpec,
  emptyHistory,
  type FaultEvent,
  type History,
  type Observation,
  type Operation,
} from "@chaos-packs/contract";
import { effectCounts } from "../../../src/report/totals/effect-counts.ts";
import { measuredTotals } from "../../../src/report/totals/measured-totals.ts";
import { memoryGrowthOf } from "../../../src/report/totals/memory-growth-of.ts";
import { percentile, spreadOf } from "../../../src/report/totals/percentile.ts";
import { recoveryOf } from "../../../src/report/totals/recovery-of.ts";
import { finishedAs } from "../finished.ts";

const struck = { role: "api", index: 0, incarnation: 1 };
const fault = (phase: FaultEvent["phase"], at: number): FaultEvent => ({ name: "kill", step: 0, phase, at, struck });
const asked = (calledAt: number, returnedAt: number, httpStatus = 200, name = "get"): Operation => ({
  client: "run",
  name,
  input: {},
  calledAt,
  returnedAt,
  result: httpStatus < 300 ? { status: "ok", output: {} } : { status: "failed", error: String(httpStatus), httpStatus },
});
const history = (part: Partial<History>): History => ({ ...emptyHistory, ...part });
const faults = [fault("injected", 10), fault("healed", 100)];

test("a recovery took from the last heal until the first answer after the last failure", () => {
  const operations = [asked(5, 8), asked(100, 120, 503), asked(130, 140), asked(150, 155, 404, "find")];
  assert.deepEqual(recoveryOf(history({ faults, operations })), { succeeded: true, ms: 40 });
  assert.deepEqual(recoveryOf(history({ faults, operations: [asked(101, 103)] })), { succeeded: true, ms: 3 });
});

test("a recovery failed when an operation was last refused, though others are served", () => {
  const operations = [asked(101, 102), asked(110, 120, 503, "put")];
  assert.deepEqual(recoveryOf(history({ faults, operations })), { succeeded: false });
});

test("no recovery was tried without a heal, or when nobody asked after it", () => {
  assert.equal(recoveryOf(history({ operations: [asked(5, 8)] })), undefined);
  assert.equal(recoveryOf(history({ faults, operations: [asked(5, 8)] })), undefined);
});

test("percentiles are of the nearest rank, and of nothing there are none", () => {
  assert.equal(percentile([], 0.5), undefined);
  assert.equal(percentile([3, 1, 2], 0.5), 2);
  assert.deepEqual(spreadOf(Array.from({ length: 100 }, (_, index) => index + 1)), { p50: 50, p95: 95 });
});

const measuring: Pick<CapabilitySpec, "observations"> = {
  observations: { memory: { description: "", output: { type: "object" } as never, measures: "memory" } },
};
const memory = (at: number, bytesByReplica: Record<string, number>): Observation => ({
  name: "memory",
  during: "run",
  input: {},
  calledAt: at,
  returnedAt: at,
  result: { status: "ok", output: { bytesByReplica } },
});

test("memory grew by the share that the replicas measured before and after grew together", () => {
  const observations = [
    memory(1, { a: 60, b: 40, gone: 9 }),
    memory(50, { a: 500 }),
    memory(120, { a: 70, b: 40, new: 9 }),
  ];
  const growth = memoryGrowthOf(history({ faults, observations, endedAt: 200 }), measuring);
  assert.ok(growth !== undefined && Math.abs(growth - 0.1) < 1e-9, String(growth));
});

test("growth of memory is not known without a measure before and after", () => {
  assert.equal(
    memoryGrowthOf(history({ faults, observations: [memory(1, { a: 60 })], endedAt: 200 }), measuring),
    undefined,
  );
  assert.equal(memoryGrowthOf(history({ faults, observations: [] }), { observations: {} }), undefined);
});

test("effects are counted each once: what is expected, what of it was seen, and what was there twice", () => {
  const effects = () => ({
    acknowledged: ["job 1", "job 2", "job 1"],
    required: ["job 2"],
    forbidden: [],
    present: ["job 1", "job 9"],
    duplicates: ["box 1", "box 1"],
  });
  assert.deepEqual(effectCounts(emptyHistory, { effects }), { expected: 2, seen: 1, duplicates: 2 });
});

test("a capability that reads no effects, or fails to, has no counts", () => {
  assert.equal(effectCounts(emptyHistory, {}), undefined);
  const effects = () => {
    throw new Error("no such output");
  };
  assert.equal(effectCounts(emptyHistory, { effects }), undefined);
});

function ran(made: History, capability: Partial<CapabilitySpec>) {
  const finished = finishedAs("a", { exits: [] });
  const { planned, result } = finished;
  if (!result) throw new Error("it has a result");
  const { workload } = planned.run;
  const own = { ...workload.capability, effects: undefined, ...capability } as unknown as Capability;
  return {
    ...finished,
    planned: { ...planned, run: { ...planned.run, workload: { ...workload, capability: own } } },
    result: { ...result, history: made },
  };
}

test("the totals of a run sum up its histories, and leave out what cannot be had", () => {
  const recovered = (ms: number) => history({ faults, operations: [asked(100, 100 + ms)] });
  const effects = () => ({ acknowledged: ["x", "y"], required: [], forbidden: [], present: ["x"] });
  assert.deepEqual(measuredTotals([]), {});
  assert.deepEqual(
    measuredTotals([
      ran(recovered(10), { effects }),
      ran(recovered(30), { effects: () => ({ ...effects(), duplicates: [] }) }),
      ran(history({ faults, operations: [asked(100, 110, 500)] }), {}),
      finishedAs("skipped", { outcome: "skipped" }),
    ]),
    {
      recoveries: { tried: 3, succeeded: 2 },
      recoveryMs: { p50: 10, p95: 30 },
      duplicates: 0,
      events: { expected: 4, seen: 2 },
    },
  );
});
