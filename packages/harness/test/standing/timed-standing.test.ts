import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  emptyHistory,
  type FaultEvent,
  type History,
  judgeBy,
  type Operation,
  type Stall,
} from "@chaos-packs/contract";
import { judge } from "../../src/run/judge.ts";
import { connectionsReturn } from "../../src/standing/connections-return.ts";
import { dialsAreBounded } from "../../src/standing/dials-are-bounded.ts";
import { nothingAcknowledgedIsLost } from "../../src/standing/nothing-acknowledged-is-lost.ts";
import { serviceRecovers } from "../../src/standing/service-recovers.ts";

const by = { role: "worker", index: 0, incarnation: 1 };
const healed: FaultEvent = { name: "kill", step: 0, phase: "healed", at: 100, struck: by };
const call = (calledAt: number, returnedAt: number, part: Partial<Operation> = {}): Operation => ({
  client: "settle",
  name: "status",
  input: {},
  calledAt,
  returnedAt,
  result: { status: "failed", error: "503", httpStatus: 503 },
  ...part,
});
const served: Operation["result"] = { status: "ok", output: {} };
const lag = (from: number, to: number): Stall => ({ from, to, lostMs: to - from, of: "event loop" });
const statusOf = (history: History, invariant: typeof serviceRecovers, stalls: readonly Stall[] = []) =>
  judge({ ...history, stalls }, { invariants: [], standing: [invariant], lagBoundMs: 20 })[0]?.verdict.status;

describe("service recovers", () => {
  const history: History = { ...emptyHistory, faults: [healed], operations: [call(200, 500)], endedAt: 600 };

  it("is unknown when a stall took the time that there was for it, and violated when it did not", () => {
    assert.equal(statusOf(history, serviceRecovers, [lag(150, 300)]), "unknown");
    assert.equal(statusOf(history, serviceRecovers, [lag(150, 180)]), "violated");
    assert.equal(statusOf(history, serviceRecovers, [lag(0, 80)]), "violated");
  });

  it("counts from the last answer that was right", () => {
    const operations = [call(110, 400, { result: served }), call(450, 500)];
    assert.equal(statusOf({ ...history, operations }, serviceRecovers, [lag(420, 450)]), "unknown");
    assert.equal(statusOf({ ...history, operations }, serviceRecovers, [lag(200, 350)]), "violated");
  });

  it("is told nothing by what the end of the run cut off", () => {
    const cut = call(450, 460, { cutOff: true, result: { status: "unknown", error: "aborted" } });
    assert.equal(statusOf({ ...history, operations: [cut] }, serviceRecovers), "unknown");
    assert.equal(
      statusOf({ ...history, operations: [call(110, 120, { result: served }), cut] }, serviceRecovers),
      "holds",
    );
  });
});

describe("connections return", () => {
  const history = (open: number, connections: Readonly<Record<string, number>>): History => ({
    ...emptyHistory,
    faults: [healed],
    endedAt: 500,
    roles: { worker: { replicas: 1, connections, dialsPerSecond: 20 } },
    connections: { events: [], before: [], after: [{ role: "worker", index: 0, dependency: "postgres", open }] },
  });

  it("is unknown when a stall took the time that there was for them to return", () => {
    assert.equal(statusOf(history(5, { postgres: 4 }), connectionsReturn, [lag(300, 420)]), "unknown");
    assert.equal(statusOf(history(5, { postgres: 4 }), connectionsReturn, [lag(300, 330)]), "violated");
  });

  it("does not take no promise for a promise of none, nor the other way round", () => {
    assert.equal(statusOf(history(5, {}), connectionsReturn), "skipped");
    assert.equal(statusOf(history(1, { postgres: 0 }), connectionsReturn), "violated");
  });
});

describe("dials are bounded", () => {
  const dialled = (role: string, times: readonly number[], dialsPerSecond: number): History => ({
    ...emptyHistory,
    endedAt: 2_000,
    roles: { worker: { replicas: 1, connections: {}, dialsPerSecond } },
    connections: {
      before: [],
      after: [],
      events: times.map((at) => ({ by: { ...by, role }, dependency: "redis", phase: "dialled", at }) as const),
    },
  });

  it("is unknown when a stall let dials of several seconds arrive together", () => {
    const bunched = dialled("worker", [1_000, 1_001, 1_002, 1_003], 3);
    assert.equal(statusOf(bunched, dialsAreBounded, [lag(600, 999)]), "unknown");
    assert.equal(statusOf(bunched, dialsAreBounded, [lag(0, 399)]), "violated");
  });

  it("does not judge a role about which nothing is promised, and takes 0 for none", () => {
    assert.equal(statusOf(dialled("guest", [1, 2, 3], 3), dialsAreBounded), "skipped");
    assert.equal(statusOf(dialled("worker", [1], 0), dialsAreBounded), "violated");
    assert.equal(statusOf(dialled("worker", [1, 2, 3], 2.5), dialsAreBounded), "violated");
  });
});

describe("nothing acknowledged is lost", () => {
  const invariant = (effects: object) =>
    nothingAcknowledgedIsLost([
      {
        name: "c",
        effects: () => ({ acknowledged: [], required: [], forbidden: [], present: [], ...effects }),
      },
    ]);
  const unfinished: History = { ...emptyHistory, cutOff: ["settle"] };

  it("is unknown when the deadline cut off the look that would have found it", () => {
    const lost = invariant({ acknowledged: ["job 7"] });
    assert.equal(judgeBy(lost, unfinished).status, "unknown");
    assert.equal(judgeBy(lost, emptyHistory).status, "violated");
  });

  it("is violated all the same by what was seen and must never be", () => {
    assert.equal(judgeBy(invariant({ forbidden: ["box 2"], present: ["box 2"] }), unfinished).status, "violated");
  });
});
