import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  defineInvariant,
  defineWorkload,
  emptyHistory,
  holds,
  runsOf,
  type StreamRecord,
  unknown,
  violated,
  type Workload,
} from "@chaos-packs/contract";
import { Lane } from "../../src/lane/lane.ts";
import { describeFailure } from "../../src/report/describe-failure.ts";
import { Baselines } from "../../src/run/baselines.ts";
import { runScenario, type ScenarioResult } from "../../src/run/run-scenario.ts";
import { openSession, type Session } from "../../src/session.ts";
import { operationsSettle } from "../../src/standing/operations-settle.ts";
import { serviceRecovers } from "../../src/standing/service-recovers.ts";
import { choir, choirTarget } from "../fixtures/choir.ts";

const stream = (part: Partial<StreamRecord>): StreamRecord => ({
  id: 1,
  client: "run",
  name: "socket",
  input: {},
  calledAt: 1,
  returnedAt: 2,
  result: { status: "ok", output: null },
  items: [{ at: 3, value: { note: 1 } }],
  sent: [],
  stalled: [],
  ...part,
});

/** Everybody who listens hears something. */
const allHear = defineInvariant({
  name: "all hear",
  check({ streams }) {
    if (streams.length === 0) return unknown("nobody listened");
    const deaf = streams.find(({ items }) => items.length === 0);
    return deaf ? violated(`${deaf.name} #${deaf.id} heard nothing`) : holds;
  },
  examples: {
    keeps: { ...emptyHistory, streams: [stream({})] },
    breaks: { ...emptyHistory, streams: [stream({ items: [] })] },
  },
});

let session: Session;
let lane: Lane;
before(async () => {
  const { signal } = new AbortController();
  session = await openSession(choirTarget(), { seed: 7, signal });
  lane = await Lane.open(session, "choir", signal);
});
after(async () => {
  await lane[Symbol.asyncDispose]();
  await session[Symbol.asyncDispose]();
});

async function runWith(workload: Workload): Promise<ScenarioResult> {
  const [run] = runsOf("sung", { promise: "all hear", workload, schedule: [], invariants: [allHear] });
  assert.ok(run);
  const standing = [operationsSettle, serviceRecovers];
  return runScenario({ run, lane, standing, baselines: new Baselines(), seed: 7 });
}

test("a stream that the run opens is held through its looks, and judged by what came until the end", async () => {
  const { outcome, because, history } = await runWith(
    defineWorkload(choir, {
      name: "hold",
      uses: ["sing", "socket", "events"],
      async run(client) {
        const opened = [await client.open("socket", {}), await client.open("events", {})];
        await client.call("sing", { notes: 2 });
        for (const each of opened) if (each.ok) await each.stream.until(({ length }) => length === 2);
      },
      async settle(client) {
        await client.call("sing", { notes: 1 });
        for (const each of [...client.opened("socket"), ...client.opened("events")])
          await each.until(({ length }) => length === 3);
        await client.open("socket", {});
        await client.call("sing", { notes: 1 });
        await client.opened("socket")[1]?.until(({ length }) => length === 1);
      },
    }),
  );
  assert.equal(outcome, "holds", because.join());
  assert.deepEqual(
    history.streams.map(({ name, client, id }) => `${name} ${client} ${id}`),
    ["socket run 1", "events run 2", "socket settle 3"],
  );
  assert.ok(history.streams.every(({ ended }) => ended?.reason === "the run was over"));
  assert.deepEqual(
    history.operations.map(({ name }) => name),
    ["sing", "sing", "sing"],
  );
});

test("a workload that waits in vain makes the run unknown, and the failure tells of its streams", async () => {
  const result = await runWith(
    defineWorkload(choir, {
      name: "wait in vain",
      uses: ["events"],
      async run(client) {
        const opened = await client.open("events", {});
        if (!opened.ok) throw new Error(opened.error);
        opened.stream.cut();
        await opened.stream.until(({ length }) => length === 1);
      },
      async settle() {},
    }),
  );
  assert.equal(result.outcome, "violated");
  assert.match(
    result.because.join("\n"),
    /events #1 never brought what was wanted; 0 came \(it was ended by the client/,
  );
  const [run] = runsOf("sung", { promise: "p", workload: {} as Workload, schedule: [], invariants: [] });
  assert.ok(run);
  const planned = { pack: "choir", run, title: "sung", skip: [] };
  const { outcome, because } = result;
  const text = describeFailure(
    { planned, outcome, because, result, durationMs: 1, cpuMs: 1 },
    { seed: 7, adapter: "worker-thread" },
  );
  assert.match(
    text,
    /streams\n +events #1 \{\}: open from \d+ ms, 0 arrived, ended by client at \d+ ms: the client cut it/,
  );
});

test("what the target serves as a stream cannot be called, and a run that tries says so", async () => {
  const { because } = await runWith(
    defineWorkload(choir, {
      name: "call a stream",
      uses: ["sing", "socket"],
      async run(client) {
        // @ts-expect-error a stream is opened
        await client.call("socket", {});
      },
      async settle() {},
    }),
  );
  assert.match(because.join("\n"), /IS_A_STREAM: expected "socket" to be served by a request/);
});

test("what arrives in a wrong shape is told by the run although nobody waits for it", async () => {
  const { outcome, because } = await runWith(
    defineWorkload(choir, {
      name: "speak where nothing can be said",
      uses: ["socket", "oneWay", "sing"],
      async run(client) {
        const opened = await client.open("socket", {});
        await client.open("oneWay", {});
        await client.call("sing", { notes: 1 });
        if (opened.ok) await opened.stream.until(({ length }) => length === 1);
      },
      async settle() {},
    }),
  );
  assert.notEqual(outcome, "holds");
  assert.match(because.join("\n"), /STREAM_IS_ONE_WAY/);
});

for (const [title, part, status] of [
  ["a stream that did not stand in time has not settled", { overdue: true, returnedAt: 900 }, "violated"],
  ["a stream that stood has settled", {}, "holds"],
] as const) {
  test(`operations settle: ${title}`, () => {
    const history = { ...emptyHistory, streams: [stream(part)] };
    assert.equal(operationsSettle.check(history).status, status);
  });
}

test("service recovers: a stream that cannot be opened after the last heal is no recovery", () => {
  const refused = stream({ result: { status: "unknown", error: "ECONNREFUSED" } });
  assert.equal(serviceRecovers.check({ ...emptyHistory, streams: [refused] }).status, "violated");
  assert.equal(serviceRecovers.check({ ...emptyHistory, streams: [refused, stream({ id: 2 })] }).status, "holds");
});
