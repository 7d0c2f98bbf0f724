import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bindCapability,
  type ConnectionEvent,
  childProcess,
  defineCapability,
  defineTarget,
  emptyHistory,
  object,
  type RolePromise,
} from "@chaos-packs/contract";
import { Baselines, promisesOf } from "../../src/run/baselines.ts";
import { connectionsReturn } from "../../src/standing/connections-return.ts";
import { dialsAreBounded } from "../../src/standing/dials-are-bounded.ts";
import { line, lines } from "../fixtures/line-kind.ts";

const pooling = defineCapability({
  name: "pooling",
  description: "Keeps a pool",
  operations: {},
  observations: {},
  arrangements: {},
  traits: { poolSize: { description: "connections", unit: "count", connectionsOf: "asked" } },
  moments: { asked: { description: "", scope: object({}) } },
});

const dependencies = { lines: lines(), others: lines() };

/** What a worker promises, whose capability promises a pool of so many connections to `lines`. */
function promised(
  role: {
    readonly connections?: Record<string, number>;
    readonly dialsPerSecond?: number;
    readonly graceMs?: number;
  } = {},
  { poolSize = 3, shown = 0 }: { readonly poolSize?: number; readonly shown?: number } = {},
): RolePromise {
  const baselines = new Baselines();
  baselines.note([{ role: "worker", index: 0, dependency: "lines", open: shown }]);
  const target = defineTarget({
    name: "pooled",
    dependencies,
    roles: { worker: childProcess({ command: ["true"], ready: { path: "/" }, env: () => ({}), ...role }) },
    capabilities: [
      bindCapability(pooling, dependencies, {
        operations: {},
        observations: {},
        arrangements: {},
        traits: { poolSize },
        moments: { asked: line("lines", /^asked$/) },
      }),
    ],
  });
  return promisesOf(target, baselines)["worker"] as RolePromise;
}

const by = { role: "worker", index: 0, incarnation: 1 };
const judged = (worker: RolePromise, dials: number, open: number) => {
  const events = Array.from(
    { length: dials },
    (_, at): ConnectionEvent => ({ by, dependency: "lines", phase: "dialled", at }),
  );
  const after = [{ role: "worker", index: 0, dependency: "lines", open }];
  const history = { ...emptyHistory, roles: { worker }, connections: { events, before: [], after } };
  return [dialsAreBounded.check(history), connectionsReturn.check(history)] as const;
};
const because = (verdict: { status: string; because?: string }): string => verdict.because ?? verdict.status;

test("what the target file promises is no default bound, and is said to be promised", () => {
  const worker = promised(
    { connections: { lines: 2, others: 1 }, dialsPerSecond: 3, graceMs: 700 },
    { poolSize: 50, shown: 40 },
  );
  assert.deepEqual(worker.connections, { lines: 2, others: 1 });
  assert.deepEqual(worker.defaults, { connections: [], graceMs: false });
  assert.equal(worker.graceMs, 700);
  const [dials, connections] = judged(worker, 4, 3).map(because);
  assert.match(dials ?? "", /4 dials in one second; at most 3 are promised \(roles\.worker\.dialsPerSecond\)$/);
  assert.match(connections ?? "", /at most 2 are promised \(roles\.worker\.connections\.lines\)$/);
});

test("what nobody has promised is called a default bound, with the setting that promises another", () => {
  const [dials, connections] = judged(promised(), 21, 12).map(because);
  assert.match(
    dials ?? "",
    /21 dials in one second; the default bound is 20 and one for each request: set roles\.worker\.dialsPerSecond in the target file/,
  );
  assert.match(connections ?? "", /the default bound is 11: set roles\.worker\.connections\.lines in the target file/);
});

test("default bounds take the pool into account that a capability promises, a role declares, or a baseline showed", () => {
  for (const worker of [
    promised({}, { poolSize: 30 }),
    promised({ connections: { lines: 30 } }),
    promised({}, { shown: 30 }),
  ]) {
    assert.equal(worker.defaults?.dialsPerSecond?.["lines"], 60);
    assert.equal(worker.defaults?.dialsPerSecond?.["others"], 20);
    assert.ok((worker.connections["lines"] ?? 0) >= 30);
    assert.equal(
      judged(worker, 60, 30)
        .map(({ status }) => status)
        .join(),
      "holds,holds",
    );
    assert.equal(
      judged(worker, 61, 39)
        .map(({ status }) => status)
        .join(),
      "violated,violated",
    );
  }
});

test("a small pool does not tighten them", () => {
  const worker = promised({}, { poolSize: 1 });
  assert.equal(worker.defaults?.dialsPerSecond?.["lines"], 20);
  assert.deepEqual(worker.connections, { lines: 9, others: 8 });
});
