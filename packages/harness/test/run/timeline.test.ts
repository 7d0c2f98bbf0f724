import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Anchor,
  type Edge,
  type Fate,
  type Fault,
  type Heal,
  look,
  type ReplicaId,
  type ScopesFound,
  type Step,
  undo,
} from "@chaos-packs/contract";
import type { Lane } from "../../src/lane/lane.ts";
import { Recorder } from "../../src/run/recorder.ts";
import { Timeline } from "../../src/run/timeline.ts";
import { ownFault } from "../fixtures/own-fault.ts";

const worker = (index: number): ReplicaId => ({ role: "worker", index, incarnation: 1 });
const at = (scope: Anchor["scope"] = {}, rest: Partial<Anchor> = {}): Anchor => ({
  capability: "jobs",
  moment: "work starts",
  scope,
  occurrence: 1,
  edge: "before",
  ...rest,
});

/** A timeline over a wire that carries chunks, and a log of what happened in which order. */
function timelineOf(schedule: readonly Step[], { deadlineMs = 2_000, log = [] as string[] } = {}) {
  const recorder = new Recorder();
  const pattern = {
    dependency: "ocr",
    edges: ["before", "after"] as const,
    describes: "POST /ocr",
    scopeOf: (message: unknown) => message as ScopesFound,
  };
  const timeline = new Timeline({
    schedule,
    lane: {} as Lane,
    bindings: [
      {
        capability: { name: "jobs", moments: {} } as never,
        operations: {},
        observations: {},
        arrangements: {},
        traits: { leaseMs: 20 },
        moments: { "work starts": pattern },
        series: {},
      },
    ],
    records: ({ moment }) => moment === "work starts",
    recorder,
    memory: new Map(),
    random: () => 0.5,
    signal: AbortSignal.timeout(deadlineMs),
    undoMs: 50,
    probe: async () => void log.push("probe"),
  });
  const see = (chunk: number, edge: Edge = "before", by = worker(0)): Promise<Fate> | undefined =>
    timeline.watch({ dependency: "ocr", by, edge, message: { chunk }, connection: { reset() {}, close() {} } }, by);
  /** One message about several chunks. */
  const seeAll = (...chunks: readonly number[]): Promise<Fate> | undefined => {
    const message = chunks.map((chunk) => ({ chunk }));
    const sighting = { dependency: "ocr", by: worker(0), edge: "before", message } as const;
    return timeline.watch({ ...sighting, connection: { reset() {}, close() {} } }, worker(0));
  };
  const named = (name: string, fate: Fate = "release", heal?: () => Promise<void>): Fault =>
    ownFault({
      name,
      args: {},
      fate,
      uses: [],
      inject: async () => {
        log.push(`+${name}`);
        return undo(() => {
          log.push(`-${name}`);
          return heal?.();
        });
      },
    });
  return { timeline, recorder, log, see, seeAll, named };
}

/** A timeline of one step, whose fault tells the same log. */
const oneStep = (at: Anchor, fate: Fate = "release", heal?: Heal) => {
  const log: string[] = [];
  const inject = ownFault({
    name: "fault",
    args: {},
    fate,
    uses: [],
    inject: async () => {
      log.push("+fault");
      return undo(() => log.push("-fault"));
    },
  });
  return timelineOf([{ at, inject, ...(heal && { heal }) }], { log });
};

test("a message that no anchor means passes without a turn of the event loop, and is recorded", () => {
  const { see, recorder } = oneStep(at({ chunk: 5 }));
  assert.equal(see(4), undefined);
  assert.deepEqual(
    recorder.recorded.moments.map(({ scope }) => scope),
    [{ chunk: 4 }],
  );
});

test("the fault goes in and the probe looks while the message is held; then its fate is told", async () => {
  const { see, log, timeline } = oneStep(at({ chunk: 5 }), "drop");
  assert.equal(await see(5), "drop");
  assert.deepEqual(log, ["+fault", "probe"]);
  await timeline.end();
  assert.deepEqual(log, ["+fault", "probe", "probe", "-fault", "probe"]);
});

test("the history has when a fault began to go in and when it was in, and the same of its heal", async () => {
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const slow = ownFault({
    name: "slow",
    args: {},
    fate: "release",
    uses: [],
    async inject() {
      await turn();
      return undo(turn);
    },
  });
  const { see, timeline, recorder } = timelineOf([{ at: at({ chunk: 5 }), inject: slow }]);
  const struckAt = recorder.time();
  await see(5);
  await timeline.end();
  const [injected, healed, ...others] = recorder.recorded.faults;
  assert.deepEqual(others, []);
  const times = [struckAt, injected?.begunAt, injected?.at, healed?.begunAt, healed?.at].map((each) => each ?? -1);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  assert.equal(new Set(times).size, 5);
});

test("an anchor strikes once, at its occurrence, counted among the messages of its scope", async () => {
  const { see, log, timeline } = oneStep(at({ chunk: 5 }, { occurrence: 2 }));
  see(5);
  see(4);
  assert.deepEqual(log, []);
  assert.equal(await see(5), "release");
  see(5);
  assert.deepEqual(log, ["+fault", "probe"]);
  assert.equal(timeline.steps[0]?.hits, 2);
});

test("a message about several things is a moment for each, and a fault strikes it once", async () => {
  const { seeAll, log, timeline, recorder } = oneStep(at());
  assert.equal(await seeAll(4, 5, 6), "release");
  assert.deepEqual(
    recorder.recorded.moments.map(({ scope }) => scope),
    [{ chunk: 4 }, { chunk: 5 }, { chunk: 6 }],
  );
  assert.deepEqual(log, ["+fault", "probe"]);
  assert.equal(timeline.steps[0]?.hits, 1);
});

test("an anchor finds its scope among those of one message, and counts each of them", async () => {
  const ofOne = oneStep(at({ chunk: 5 }), "drop");
  assert.equal(await ofOne.seeAll(4, 5, 6), "drop");
  const third = oneStep(at({}, { occurrence: 3 }), "drop");
  assert.equal(third.seeAll(1, 2), undefined);
  assert.equal(await third.seeAll(3, 4), "drop");
  assert.equal(third.timeline.steps[0]?.hits, 3);
});

test("of which chunk a message is may not be told: it is then of the first that a step asks for, and of no other", async () => {
  const log: string[] = [];
  const lab = timelineOf([], { log });
  const { timeline } = timelineOf(
    [4, 5, 6].map((chunk) => ({ at: at({ chunk }), inject: lab.named(`of ${chunk}`) })),
    { log },
  );
  const seeWhole = () => {
    const sighting = { dependency: "ocr", by: worker(0), edge: "before", message: { job: 7 } } as const;
    return timeline.watch({ ...sighting, connection: { reset() {}, close() {} } }, worker(0));
  };
  await seeWhole();
  assert.deepEqual(log, ["+of 4", "probe"]);
  await seeWhole();
  await seeWhole();
  assert.deepEqual(
    log.filter((each) => each.startsWith("+")),
    ["+of 4", "+of 5", "+of 6"],
  );
});

test("a message about none of several things is no moment", () => {
  const { seeAll, recorder } = oneStep(at());
  assert.equal(seeAll(), undefined);
  assert.deepEqual(recorder.recorded.moments, []);
});

test("two faults at two of the moments of one message both go in before it goes on", async () => {
  const log: string[] = [];
  const lab = timelineOf([], { log });
  const both = timelineOf(
    [
      { at: at({ chunk: 4 }), inject: lab.named("first") },
      { at: at({ chunk: 6 }), inject: lab.named("second", "drop") },
    ],
    { log },
  );
  assert.equal(await both.seeAll(4, 5, 6), "drop");
  assert.deepEqual(log, ["+first", "probe", "+second", "probe"]);
});

test("a message whose fate is hold stands still until the heal", async () => {
  const { see, log, timeline } = oneStep(at({ chunk: 5 }), "hold", { when: at({ chunk: 6 }) });
  let released = false;
  const held = see(5)?.then(() => {
    released = true;
  });
  await timeline.fault(0, "injected");
  assert.equal(released, false);
  see(6);
  await held;
  assert.ok(log.includes("-fault"));
});

test("a heal by moment runs at that moment, by the replica it names", async () => {
  const { see, log, timeline } = oneStep(at({ chunk: 5 }), "release", {
    when: at({ chunk: 5 }, { edge: "after", by: "other" }),
  });
  await see(5);
  see(5, "after", worker(0));
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(!log.includes("-fault"));
  see(5, "after", worker(1));
  await timeline.fault(0, "healed");
  assert.ok(log.includes("-fault"));
});

/** A timer counts from the time at which the event loop last looked at the clock: after this that is now. */
async function freshTurn(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test("a heal after a trait runs when that time is over", async () => {
  const { see, timeline, recorder } = oneStep(at({ chunk: 5 }), "release", {
    after: { capability: "jobs", trait: "leaseMs", factor: 2 },
  });
  await freshTurn();
  await see(5);
  await timeline.fault(0, "healed");
  const [injected, healed] = recorder.recorded.faults;
  // The time counts from the moment that it was struck: on a loaded machine it is in only later.
  assert.ok((healed?.at ?? 0) - (injected?.begunAt ?? 0) >= 39, "healed before two leases were over");
});

test("a step that is due at the end heals when the workload asks for it, once", async () => {
  const { see, log, timeline } = oneStep(at({ chunk: 5 }), "hold");
  const healing = timeline.heal(0); // asked for before it has struck
  const fate = see(5);
  await healing;
  assert.equal(await fate, "release");
  await timeline.heal(0);
  await timeline.end();
  assert.deepEqual(log, ["+fault", "probe", "probe", "-fault", "probe"]);
});

test("what has not healed when the run ends is undone in reverse, one after the other", async () => {
  const first = timelineOf([]);
  const steps: Step[] = [
    {
      at: at({ chunk: 1 }),
      inject: first.named("a", "release", () => new Promise((resolve) => setImmediate(resolve))),
    },
    {
      at: at({ chunk: 2 }),
      inject: first.named("b", "release", () => new Promise((resolve) => setImmediate(resolve))),
    },
  ];
  const { timeline, see } = timelineOf(steps);
  await see(1);
  await see(2);
  await timeline.end();
  assert.deepEqual(first.log, ["+a", "+b", "-b", "-a"]);
});

test("an undo that never ends is left behind and reported, and the others still run", async () => {
  const first = timelineOf([]);
  const steps: Step[] = [
    { at: at({ chunk: 1 }), inject: first.named("a") },
    { at: at({ chunk: 2 }), inject: first.named("b", "release", () => new Promise(() => {})) },
  ];
  const { timeline, see } = timelineOf(steps);
  await see(1);
  await see(2);
  await timeline.end();
  assert.deepEqual(first.log, ["+a", "+b", "-b", "-a"]);
  assert.deepEqual(timeline.cleanupErrors, ["b could not be undone: it took longer than 50 ms"]);
});

test("an undo that fails is told, and the others still run", async () => {
  const first = timelineOf([]);
  const steps: Step[] = [
    { at: at({ chunk: 1 }), inject: first.named("a") },
    { at: at({ chunk: 2 }), inject: first.named("b", "release", () => Promise.reject(new Error("stuck"))) },
  ];
  const { timeline, see } = timelineOf(steps);
  await see(1);
  await see(2);
  await timeline.end();
  assert.deepEqual(first.log, ["+a", "+b", "-b", "-a"]);
  assert.deepEqual(timeline.cleanupErrors, ["b could not be undone: stuck"]);
});

test("a run that ends while a fault is still going in waits until it is in, and heals it", async () => {
  const log: string[] = [];
  let goIn: () => void = () => {};
  const inject = ownFault({
    name: "slow",
    args: {},
    fate: "release",
    uses: [],
    async inject() {
      await new Promise<void>((resolve) => (goIn = resolve));
      return undo(() => log.push("-slow"));
    },
  });
  const { timeline, see } = timelineOf([{ at: at({ chunk: 1 }), inject }]);
  const fate = see(1);
  await new Promise((resolve) => setImmediate(resolve));
  const ended = timeline.end();
  goIn();
  await ended;
  assert.equal(await fate, "release");
  assert.notEqual(timeline.steps[0]?.firedAt, null);
  assert.deepEqual(log, ["-slow"]);
});

test("a fault that never gets in does not hold up the run beyond its deadline, and is told", async () => {
  const stuck = ownFault({
    name: "stuck",
    args: {},
    fate: "release",
    uses: [],
    inject: () => new Promise<AsyncDisposable>(() => {}),
  });
  const { timeline, see } = timelineOf([{ at: at({ chunk: 1 }), inject: stuck }], { deadlineMs: 60 });
  using _alive = keepAlive();
  void see(1);
  await new Promise((resolve) => setImmediate(resolve));
  await timeline.end();
  assert.deepEqual(timeline.problems, ["a fault was still going in when the deadline was over"]);
  assert.equal(timeline.steps[0]?.firedAt, null);
});

test("a fault that cannot go in never counts as fired", async () => {
  const broken = ownFault({
    name: "broken",
    args: {},
    fate: "drop",
    uses: [],
    inject: () => Promise.reject(new Error("no such thing")),
  });
  const { timeline, see } = timelineOf([{ at: at(), inject: broken }]);
  assert.equal(await see(1), "release");
  assert.equal(timeline.steps[0]?.firedAt, null);
  assert.deepEqual(timeline.problems, ["broken could not be injected: no such thing"]);
});

/** The timers of deadlines do not keep a process alive; a service's sockets would. */
function keepAlive(): Disposable {
  const timer = setInterval(() => {}, 1_000);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

test("waiting for a moment that never comes ends with the deadline", async () => {
  const { timeline } = timelineOf([], { deadlineMs: 15 });
  using _alive = keepAlive();
  await assert.rejects(timeline.next(at()), /the deadline was over/);
});

test("an occurrence may be an amount of what the target promises: it is rounded, and one at least", async () => {
  const lease = { capability: "jobs", trait: "leaseMs" }; // 20
  const occurrenceStruck = async (occurrence: Anchor["occurrence"]): Promise<number> => {
    const { timeline, see } = timelineOf([{ at: at({}, { occurrence }), inject: look() }]);
    let seen = 0;
    while (timeline.steps[0]?.struck === undefined) {
      seen += 1;
      await see(seen);
    }
    return seen;
  };
  assert.equal(await occurrenceStruck({ ...lease, factor: 0.1 }), 2);
  assert.equal(await occurrenceStruck({ ...lease, factor: 0.1, plus: 1 }), 3);
  assert.equal(await occurrenceStruck({ ...lease, factor: 0.12 }), 2);
  assert.equal(await occurrenceStruck({ ...lease, factor: 0 }), 1);
});

test("an occurrence of a trait that is not promised is refused with its code", () =>
  assert.throws(
    () => timelineOf([{ at: at({}, { occurrence: { capability: "jobs", trait: "poolSize" } }), inject: look() }]),
    { code: "TRAIT_NOT_PROMISED" },
  ));

test("the history has the arguments of a fault, at its injection and at its heal", async () => {
  const { timeline, see, recorder } = timelineOf([{ at: at(), inject: { ...look(), args: { stops: "struck" } } }]);
  await see(1);
  await timeline.end();
  assert.deepEqual(
    recorder.recorded.faults.map(({ phase, args }) => [phase, args]),
    [
      ["injected", { stops: "struck" }],
      ["healed", { stops: "struck" }],
    ],
  );
});

test("a heal by one of several moments runs at the first that comes", async () => {
  const { see, log, timeline } = oneStep(at({ chunk: 5 }), "release", { when: [at({ chunk: 6 }), at({ chunk: 7 })] });
  await see(5);
  see(8);
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(!log.includes("-fault"));
  see(7);
  await timeline.fault(0, "healed");
  assert.ok(log.includes("-fault"));
});

test("a heal by a moment that does not come runs after its time, and one whose moment comes does not wait for it", async () => {
  const lease = { capability: "jobs", trait: "leaseMs" };
  const late = oneStep(at({ chunk: 5 }), "release", { when: at({ chunk: 6 }), orAfter: { ...lease, factor: 2 } });
  await freshTurn();
  await late.see(5);
  await late.timeline.fault(0, "healed");
  const [injected, healed] = late.recorder.recorded.faults;
  // The time counts from the moment that it was struck: on a loaded machine it is in only later.
  assert.ok((healed?.at ?? 0) - (injected?.begunAt ?? 0) >= 39, "healed before two leases were over");
  const soon = oneStep(at({ chunk: 5 }), "release", { when: at({ chunk: 6 }), orAfter: { ...lease, factor: 9_999 } });
  await soon.see(5);
  soon.see(6);
  await soon.timeline.fault(0, "healed");
  assert.ok(soon.log.includes("-fault"));
});
