import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type History, runsOf } from "@chaos-packs/contract";
import {
  Baselines,
  Lane,
  openSession,
  planRuns,
  Runner,
  runScenario,
  type Session,
  standingInvariants,
} from "@chaos-packs/harness";
import { jobs, workerFailures } from "@chaos-packs/pack-worker-failures";
import { sampleBackend } from "../apps/sample-backend/dist/chaos/target.js";
import { measureAdapters } from "../packages/harness/bench/adapters.ts";
import { measurePassThrough } from "../packages/proxy/bench/pass-through.ts";

const HEAP_SCENARIOS = Number(process.env["BENCH_SCENARIOS"] ?? 500);
const APP = new URL("../apps/sample-backend/", import.meta.url);
const signal = new AbortController().signal;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;
const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** The whole pack, as a user runs it, in a process of its own. */
function measurePack(): object {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--test-reporter=dot", "chaos/all.test.js", "--seed", "1"], {
    cwd: APP,
    encoding: "utf8",
  });
  const wallMs = performance.now() - begun;
  const report = JSON.parse(readFileSync(new URL("reports/chaos.json", APP), "utf8"));
  const runs: { durationMs: number; cpuMs: number; outcome: string }[] = report.scenarios;
  return {
    exitCode: status,
    ...(status !== 0 && { tail: stderr.slice(-600) }),
    runs: runs.length,
    held: runs.filter(({ outcome }) => outcome === "holds").length,
    wallSeconds: round(wallMs / 1_000),
    scenarioMedianMs: round(median(runs.map(({ durationMs }) => durationMs))),
    cpuSecondsPerRun: round(runs.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / 1_000 / runs.length, 3),
    goals: { wallSeconds: 20, cpuSecondsPerScenario: 0.5 },
  };
}

/** From nothing to the first scenario: servers, lane and roles. */
async function measureStart(): Promise<object> {
  const begun = performance.now();
  await using session = await openSession(sampleBackend(), { seed: 1, signal });
  const servers = performance.now();
  await using lane = await Lane.open(session, "start", signal);
  await lane.freshen();
  const ready = performance.now();
  const empty: number[] = [];
  const fresh: number[] = [];
  for (let turn = 0; turn < 15; turn += 1) {
    const before = performance.now();
    await lane.freshen();
    fresh.push(performance.now() - before);
    empty.push((await runEmpty(session, lane)).durationMs);
  }
  return {
    serversMs: round(servers - begun),
    laneReadyMs: round(ready - servers),
    firstScenarioAfterMs: round(ready - begun),
    freshRolesMedianMs: round(median(fresh.slice(1))),
    emptyScenarioMedianMs: round(median(empty)),
    goals: { firstScenarioAfterMs: 2_000, emptyScenarioMedianMs: 30 },
  };
}

const runEmpty = (_session: Session, lane: Lane) =>
  runScenario({
    run: {
      id: "empty",
      promise: "nothing happens",
      patience: 1,
      quick: false,
      schedule: [],
      invariants: [],
      workload: { name: "nothing", capability: jobs, uses: [], run: async () => {}, settle: async () => {} },
    },
    lane,
    standing: standingInvariants(jobs, { allRemote: false }),
    baselines: new Baselines(),
    seed: 1,
  });

/** How long after its lease a dead worker's chunk is taken up again, and how late events are. */
async function measureRecovery(): Promise<object> {
  await using session = await openSession(sampleBackend(), { seed: 1, signal });
  await using runner = new Runner(session, { lanes: 1, signal });
  const plan = planRuns([workerFailures], session.target, {
    pack: undefined,
    only: ["recovery-is-bounded", "recovery-events"],
    quick: false,
    repeat: 10,
  });
  const beyondLease: number[] = [];
  const lateness: number[] = [];
  await runner.run(plan, ({ result }) => {
    if (!result) return;
    const { history } = result;
    beyondLease.push(...takenUpAfter(history).map((ms) => ms - (history.traits["jobs"]?.["leaseMs"] ?? 0)));
    lateness.push(...eventLateness(history).map((ms) => Math.max(0, ms - history.lagMs)));
  });
  return {
    runs: plan.length,
    recoveryBeyondLeaseMedianMs: round(median(beyondLease)),
    events: lateness.length,
    eventP99Ms: round(quantile(lateness, 0.99)),
    goals: { recoveryBeyondLeaseMs: 1_000, eventP99Ms: 100 },
  };
}

/** From each kill to the next claim of a chunk by another replica. */
const takenUpAfter = ({ faults, moments }: History): number[] =>
  faults
    .filter(({ phase, name }) => phase === "injected" && name.startsWith("kill"))
    .flatMap(({ at, struck }) => {
      const next = moments.find(
        (seen) => seen.moment === "chunk is claimed" && seen.at > at && seen.by.index !== struck.index,
      );
      return next ? [next.at - at] : [];
    });

/** From the moment that causes an event to its arrival at a subscriber. */
function eventLateness({ observations, moments }: History): number[] {
  const causes: Readonly<Record<string, string>> = {
    "recovery.started": "recovery starts",
    "recovery.completed": "job finalizes",
  };
  return observations.flatMap(({ name, result, returnedAt }) => {
    if (name !== "events" || result.status !== "ok") return [];
    const cause = causes[(result.output as { type: string }).type];
    const seen = moments.findLast(({ moment, edge, at }) => moment === cause && edge === "after" && at <= returnedAt);
    return seen ? [returnedAt - seen.at] : [];
  });
}

/** Heap of the main isolate after GC, through many scenarios. */
async function measureHeap(): Promise<object> {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const heapMb = (): number => {
    collect();
    return round(getHeapStatistics().used_heap_size / 1024 ** 2);
  };
  await using session = await openSession(sampleBackend(), { seed: 1, signal });
  await using runner = new Runner(session, { lanes: 2, signal });
  const quick = Object.entries(workerFailures.scenarios)
    .flatMap(([id, scenario]) => (scenario.quick ? runsOf(id, scenario) : []))
    .map(({ id }) => id);
  const plan = planRuns([workerFailures], session.target, {
    pack: undefined,
    only: [...new Set(quick)],
    quick: false,
    repeat: Math.ceil(HEAP_SCENARIOS / Math.max(1, quick.length)),
  });
  const at: Record<number, number> = {};
  let done = 0;
  let failed = 0;
  await runner.run(plan, ({ outcome }) => {
    done += 1;
    if (outcome !== "holds") failed += 1;
    if (done === 50 || done % 250 === 0 || done === plan.length) at[done] = heapMb();
  });
  const marks = Object.values(at);
  return {
    scenarios: plan.length,
    failed,
    heapMbAfter: at,
    growthMb: round((marks.at(-1) ?? 0) - (marks[0] ?? 0)),
    goals: { heapMb: 120, growth: "none" },
  };
}

const parts: Readonly<Record<string, () => unknown>> = {
  start: measureStart,
  adapters: measureAdapters,
  proxy: measurePassThrough,
  recovery: measureRecovery,
  pack: measurePack,
  heap: measureHeap,
};
const chosen = process.argv.slice(2);
const results: Record<string, unknown> = { schema: 1, node: process.version };
for (const [name, measure] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  results[name] = await measure();
  console.log(name, JSON.stringify(results[name], null, 2));
}
await mkdir(new URL("../reports/", import.meta.url), { recursive: true });
await writeFile(new URL("../reports/bench.json", import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
