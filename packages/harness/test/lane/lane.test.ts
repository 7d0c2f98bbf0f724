import assert from "node:assert/strict";
import { test } from "node:test";
import {
  childProcess,
  type Fault,
  isChaosError,
  type Pack,
  type Scenario,
  type Step,
  undo,
  workerThread,
} from "@chaos-packs/contract";
import { openChaos } from "../../src/binding/open-chaos.ts";
import { Lane } from "../../src/lane/lane.ts";
import { planRuns } from "../../src/plan.ts";
import { chaosReport } from "../../src/report/chaos-json.ts";
import { type Finished, Runner } from "../../src/runner.ts";
import { openSession } from "../../src/session.ts";
import { counterTarget, counting, countingPack } from "../fixtures/counting.ts";
import { type LineControl, lines } from "../fixtures/line-kind.ts";
import { ownFault } from "../fixtures/own-fault.ts";

const idle = workerThread({
  entry: new URL("../fixtures/counter.mjs", import.meta.url),
  ready: { path: "/" },
  env: ({ url, port }) => ({ LINES_URL: url["lines"] ?? "", PORT: String(port) }),
});
const neverReady = { ...idle, ready: { output: /never/ }, readyWithinMs: 200 };

const sound = countingPack.scenarios["connection-reset"] as Scenario;
const packOf = (schedules: Readonly<Record<string, readonly Step[]>>): Pack => ({
  ...countingPack,
  scenarios: Object.fromEntries(
    Object.entries(schedules).map(([id, schedule]) => [id, { ...sound, schedule, deadlineMs: 1_500 }]),
  ),
});

async function runAll(target: ReturnType<typeof counterTarget>, pack: Pack): Promise<readonly Finished[]> {
  const { signal } = new AbortController();
  const finished: Finished[] = [];
  await using session = await openSession(target, { seed: 7, signal });
  await using runner = new Runner(session, { lanes: 1, signal });
  const plan = planRuns([pack], target, { pack: undefined, only: [], quick: false, repeat: 1 });
  await runner.run(plan, (end) => finished.push(end));
  return finished;
}

/** Stops the whole server; the lane's reset starts it again. */
const stopServer = (): Fault =>
  ownFault({
    name: "stop server",
    args: {},
    fate: "release",
    uses: ["servers"],
    breaks: ["struck"],
    async inject({ servers }) {
      (servers("struck") as unknown as LineControl).stop();
      return undo();
    },
  });

/** Two scenarios that stop the server, and one that does not. */
const stopping = packOf({
  stopped: [{ at: counting.moment("counted", { number: "3" }), inject: stopServer() }],
  "connection-reset": sound.schedule,
  "stopped again": [{ at: counting.moment("counted", { number: "5" }), inject: stopServer() }],
});

test("a run starts, counts and judges only the roles that serve its capability", async () => {
  const target = counterTarget({ others: { bystander: neverReady }, servedBy: ["counter"] });
  const [end, ...rest] = await runAll(target, packOf({ "connection-reset": sound.schedule }));
  assert.equal(rest.length, 0);
  assert.equal(end?.outcome, "holds", end?.because.join());
  assert.deepEqual(Object.keys(end.result?.history.roles ?? {}), ["counter"]);
  assert.deepEqual(
    end.result?.history.connections.after.map(({ role }) => role),
    ["counter"],
  );
  assert.deepEqual(Object.keys(end.result?.logs ?? {}), ["counter 0"]);
});

test("roles that the next run does not need are ended, and those that it needs are started", async () => {
  const { signal } = new AbortController();
  await using session = await openSession(counterTarget({ others: { idle } }), { seed: 7, signal });
  await using lane = await Lane.open(session, "lane", signal);
  const running = (): readonly string[] => lane.replicas.filter((each) => each.isRunning()).map(({ id }) => id.role);
  await lane.freshen({ roles: ["idle"] });
  assert.deepEqual(running(), ["idle"]);
  const [first] = lane.replicas;
  await lane.freshen({ roles: ["counter"] });
  assert.deepEqual(running(), ["counter"]);
  assert.equal(first?.isRunning(), false);
  await lane.freshen();
  assert.deepEqual([...running()].sort(), ["counter", "idle"]);
});

test("a request to a role that does not serve the capability is told with those that do", async () => {
  const { signal } = new AbortController();
  await using session = await openSession(counterTarget({ others: { idle } }), { seed: 7, signal });
  await using lane = await Lane.open(session, "lane", signal);
  await lane.freshen({ roles: ["counter"] });
  assert.throws(
    () => lane.own.request({ role: "idle", method: "GET", path: "/" }),
    (error) => isChaosError(error, "UNKNOWN_ROLE") && error.expected === "one of the roles counter",
  );
});

test("scenarios that break a shared server stand on one of the lane's own, which is opened once, when it is first needed", async () => {
  const opened: string[] = [];
  const log = (name: string, alone: boolean): void => void opened.push(`${name}${alone ? " alone" : ""}`);
  const target = counterTarget({ dependencies: { lines: lines({ lanesStandOn: "shared", opened: log }) } });
  const ends = await runAll(target, stopping);
  assert.deepEqual(opened, ["lane0", "lane0 alone"]);
  const [stopped, reset, again] = ends;
  assert.equal(reset?.outcome, "holds", reset?.because.join());
  // The server stays stopped, so the service cannot go on: the very server that it stands on was struck.
  for (const end of [stopped, again]) {
    assert.equal(end?.result?.steps[0]?.firedAt === null, false);
    assert.match(end?.because.join() ?? "", /never became as wanted/);
  }
});

test("where each lane has a server of its own, that one is broken", async () => {
  const opened: boolean[] = [];
  const kind = lines({ lanesStandOn: "own", opened: (_, alone) => void opened.push(alone) });
  const [stopped] = await runAll(counterTarget({ dependencies: { lines: kind } }), stopping);
  assert.deepEqual(opened, [false]);
  assert.match(stopped?.because.join() ?? "", /never became as wanted/);
});

for (const [what, kind, why] of [
  ["given by URL", lines({ lanesStandOn: "given" }), /breaks the whole server of lines, and that was given by URL/],
  ["of a kind that cannot start another", lines(), /breaks the whole server of lines, and its kind cannot/],
] as const) {
  test(`scenarios that break a server ${what} skip with that reason, the others run`, async () => {
    const [stopped, reset, again] = await runAll(counterTarget({ dependencies: { lines: kind } }), stopping);
    assert.deepEqual(
      [stopped, reset, again].map((end) => end?.outcome),
      ["skipped", "holds", "skipped"],
    );
    assert.match(stopped?.because[0] ?? "", why);
  });

  test(`by hand a fault that breaks a server ${what} is refused with a code`, async () => {
    await using chaos = await openChaos(counterTarget({ dependencies: { lines: kind } }));
    await assert.rejects(chaos.inject(stopServer()), (error) => isChaosError(error, "SERVER_NOT_OURS"));
    assert.equal(chaos.isActive("stop server"), false);
  });
}

test("what a link could not look at is in the history and the report, also when it came while the roles started", async () => {
  const report = { why: "bypass", what: "it named 10.0.0.1:7000" } as const;
  const target = { ...counterTarget(), dependencies: { lines: lines({ unseen: report }) } };
  const [end] = await runAll(target, packOf({ reset: sound.schedule }));
  const [first, ...others] = end?.result?.history.unseen ?? [];
  assert.deepEqual(others, []);
  assert.deepEqual({ ...first, at: 0 }, { ...report, role: "counter", index: 0, dependency: "lines", at: 0, times: 2 });
  assert.ok((first?.at ?? 0) < 0, "the first dial came before the scenario began");
  const session = { target, adapter: "worker-thread" as const, versions: {}, seed: 7 };
  const { scenarios } = chaosReport([end as Finished], session, { startedAt: "", durationMs: 1 });
  const [entry] = scenarios as readonly { unseen: readonly { what: string; times: number }[] }[];
  assert.equal(entry?.unseen[0]?.what, report.what);
  assert.equal(entry?.unseen[0]?.times, 2);
});

test("a role of which nothing tells when it is ready is so when it has run for a while, and is not when it ends before", async () => {
  const silent = { ...idle, ready: { runsForMs: 50 } };
  const { signal } = new AbortController();
  await using session = await openSession(counterTarget({ others: { silent } }), { seed: 7, signal });
  await using lane = await Lane.open(session, "silent", signal);
  await lane.freshen({ roles: ["silent"] });
  assert.ok(lane.replicas.every((replica) => replica.isRunning()));
  const ending = childProcess({
    command: [process.execPath, "-e", "0"],
    ready: { runsForMs: 60_000 },
    env: () => ({}),
  });
  await using other = await openSession(counterTarget({ others: { ending } }), { seed: 7, signal });
  await using second = await Lane.open(other, "ending", signal);
  await assert.rejects(
    second.freshen({ roles: ["ending"] }),
    (error) => isChaosError(error, "ROLE_DIED") && error.expected.includes("has run for 60000 ms"),
  );
});
