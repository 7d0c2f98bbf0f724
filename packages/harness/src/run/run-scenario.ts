import { setMaxListeners } from "node:events";
import {
  type Client,
  type Faultless,
  type History,
  type Invariant,
  needsOf,
  type Run,
  type Target,
} from "@chaos-packs/contract";
import { randomFrom } from "@chaos-packs/proxy";
import { lastLines } from "../adapters/last-error.ts";
import { byDeadline } from "../by-deadline.ts";
import { brokenServers } from "../checks/why-no-own-server.ts";
import { now, sleep } from "../clock.ts";
import { closeWithin } from "../close-within.ts";
import type { Lane } from "../lane/lane.ts";
import { aboutWires } from "../standing/standing-invariants.ts";
import { stateStaysSo } from "../standing/state-stays-so.ts";
import { type Baselines, promisesOf } from "./baselines.ts";
import { bindingsOf, longestDeadlines, rolesOf, servedBy } from "./bindings-of.ts";
import { ClientStreams } from "./client-streams.ts";
import { historyOf } from "./history-of.ts";
import { type Judged, judge } from "./judge.ts";
import { lagBoundOf } from "./lag-bound.ts";
import { type During, Looks, messageOf } from "./looks.ts";
import { type Ending, outcomeOf } from "./outcome-of.ts";
import { type Quiet, quietOf, waitUntilQuiet } from "./quiet.ts";
import { Recorder } from "./recorder.ts";
import { type Redeliveries, withMeasured } from "./redelivery.ts";
import { SeriesSampler } from "./series-sampler.ts";
import { SilenceWatch } from "./silence-watch.ts";
import { openStreams } from "./streams.ts";
import { type StepState, Timeline } from "./timeline.ts";
import { waitForConnections } from "./wait-for-connections.ts";
import { WorkloadClient } from "./workload-client.ts";

/** Enough for the longest stack that a program prints when it dies. */
const KEPT_LINES = 60;

/** What one run came to. */
export interface ScenarioResult extends Ending {
  readonly judged: readonly Judged[];
  readonly steps: readonly StepState[];
  readonly history: History;
  /** What its last look showed. */
  readonly settled: Faultless;
  readonly startedAt: number;
  readonly durationMs: number;
  /** The last lines of each replica. */
  readonly logs: Readonly<Record<string, readonly string[]>>;
}

/** How a run is made. */
export interface RunOptions {
  readonly run: Run;
  readonly lane: Lane;
  readonly standing: readonly Invariant[];
  readonly baselines: Baselines;
  readonly seed: number;
  /** Leaves the schedule out: the workload's baseline. */
  readonly faultless?: boolean;
  /** What the baseline's last look showed. */
  readonly baseline?: Faultless;
  readonly redeliveries?: Redeliveries;
}

/**
 * Runs one scenario on a lane: freshens it, drives, heals, waits until it is quiet, judges. Reports, never throws for what
 * the service does.
 *
 * @throws ChaosError UNKNOWN_ROLE when the target file sends a request to a role that it has not; MAPPING_FAILED when a
 * function with which it maps a moment throws
 */
export async function runScenario({
  run,
  lane,
  standing,
  baselines,
  seed,
  faultless = false,
  baseline,
  redeliveries = {},
}: RunOptions): Promise<ScenarioResult> {
  const { workload } = run;
  const { target } = lane.session;
  const needs = needsOf(run);
  const bindings = bindingsOf(needs, target);
  const binding = bindings.get(workload.capability.name);
  if (!binding) throw new Error(`the target does not offer the capability ${workload.capability.name}`);
  const roles = rolesOf(bindings.values());
  await lane.freshen({ alone: faultless ? [] : brokenServers(needs, target), ...(roles && { roles }) });

  const schedule = faultless ? [] : run.schedule;
  const times = Object.values(redeliveries);
  const quiet = quietOf(workload, bindings, faultless || times.length === 0 ? undefined : Math.max(...times));
  const timed = withMeasured(bindings, redeliveries);
  const recorder = new Recorder();
  const memory = new Map<string, string | number>();
  const deadline = AbortSignal.timeout(deadlineMsOf(run, longestDeadlines(timed.values()).scenarioMs, quiet));
  setMaxListeners(0, deadline); // a workload may wait for as many things at once as it likes
  const before = lane.connectionCounts();
  const recorded = new Set(needs.recorded.map(({ capability, moment }) => JSON.stringify([capability, moment])));
  const timeline: Timeline = new Timeline({
    schedule,
    lane,
    bindings: [...timed.values()],
    // Silence is that of all moments.
    records: ({ capability, moment }) => quiet.by === "silence" || recorded.has(JSON.stringify([capability, moment])),
    recorder,
    memory,
    random: randomFrom(seed),
    signal: deadline,
    undoMs: undoMsOf(target),
    probe: () => looks.take("probe"),
  });
  const streams = new ClientStreams({ lane, recorder, signal: deadline });
  const clientOf = (during: During): Client<never, never> =>
    new WorkloadClient({
      during,
      binding,
      bindings,
      lane,
      recorder,
      timeline,
      streams,
      memory,
      signal: deadline,
      faultless,
    }) as unknown as Client<never, never>;
  const looks: Looks = new Looks({ workload, recorder, signal: deadline, clientOf });
  const { problems, trouble } = looks;

  const arriving = await openStreams([...bindings.values()], lane, recorder, deadline);
  lane.ear = {
    watch: (sighting, by) => timeline.watch(sighting, by),
    exit: (exit) => recorder.exit(exit),
    line: (role, text) => arriving.line(role, text),
  };
  lane.soil();
  // A fault may freeze a server itself: what that leads to is the scenario's.
  const isOnServers = schedule.some(({ inject }) => inject.uses.includes("servers"));
  await using watch = new SilenceWatch(isOnServers ? [] : lane.askedServers());
  await using sampler = new SeriesSampler(bindings.values(), { lane, recorder, signal: deadline });
  for (const { inject } of schedule) {
    const preparing = inject.prepare?.({ replicas: lane.replicas, signal: deadline });
    if (preparing) await byDeadline(`preparing ${inject.name}`, preparing, { signal: deadline, lateMs: 0 });
  }
  await looks.take("run");
  await timeline.end();
  problems.push(...timeline.problems);
  let settledFrom = recorder.position();
  let lateLook: History["lateLook"];
  if (!looks.mistake) {
    try {
      await waitUntilQuiet(quiet, timeline, lane, recorder);
    } catch (error) {
      problems.push(`it did not become idle after the last heal: ${messageOf(error)}`);
    }
    settledFrom = recorder.position();
    await looks.take("settle");
    if (quiet.by === "silence" && !deadline.aborted) {
      const first = recorder.since(settledFrom);
      await sleep(quiet.lateMs, deadline).catch(() => {}); // its end cuts the look off, which says so
      settledFrom = recorder.position();
      await looks.take("settle");
      lateLook = { first, late: recorder.since(settledFrom) };
    }
  }
  const promises = promisesOf(servedBy(target, bindings.values()), baselines);
  const after = await waitForConnections(() => lane.connectionCounts(), promises, deadline);
  lane.ear = undefined;
  await sampler[Symbol.asyncDispose]();
  await watch[Symbol.asyncDispose]();
  await closeWithin("the streams of clients", streams);
  await closeWithin("the subscriptions of observations", arriving);
  problems.push(...streams.problems.filter((each) => !looks.met.has(each)).map(messageOf));
  const mistake = looks.mistake ?? timeline.mistake;
  if (mistake) throw mistake;
  // What a fault has broken and could not be healed is reported as that.
  if (timeline.cleanupErrors.length === 0) trouble.unshift(...(await lane.trouble()));

  const history = historyOf({
    lane,
    bindings,
    recorder,
    sampler,
    before,
    after,
    roles: promises,
    faultless: baseline,
    lateLook,
  });
  const late = lateLook ? [stateStaysSo] : [];
  const judged = judge(history, {
    invariants: faultless ? [] : run.invariants.map((each) => ({ capability: workload.capability.name, ...each })),
    standing: [...standing.filter((each) => before.length > 0 || !aboutWires.includes(each)), ...late],
    lagBoundMs: lagBoundOf([...bindings.values()]),
  });
  const { steps, cleanupErrors: cleanup } = timeline;
  await lane.noteCoverage(steps.some(({ firedAt }) => firedAt !== null) ? "faulted" : "baseline", run);
  return {
    ...outcomeOf({ judged, steps, cleanup, problems, trouble, silences: [...watch.silences.values()], history }),
    judged,
    steps,
    history,
    settled: recorder.since(settledFrom),
    startedAt: recorder.startedAt,
    durationMs: now() - recorder.startedAt,
    logs: Object.fromEntries(
      lane.replicas.map((replica) => [`${replica.id.role} ${replica.id.index}`, lastLines(replica.lines, KEPT_LINES)]),
    ),
  };
}

/** Work that is given out again takes its time before the run ends, and once more until all is quiet. */
const deadlineMsOf = ({ deadlineMs, deadlineFactor }: Run, scenarioMs: number, quiet: Quiet): number =>
  Math.ceil(
    (deadlineMs ?? deadlineFactor * scenarioMs) + (quiet.by === "silence" ? 3 * quiet.silenceMs + quiet.lateMs : 0),
  );

/** Undoing a fault may restart a server, and start roles again. */
const undoMsOf = ({ roles }: Target): number =>
  20_000 + Math.max(0, ...Object.values(roles).map(({ readyWithinMs = 10_000 }) => readyWithinMs));
