import { setMaxListeners } from "node:events";
import {
  type Client,
  deadlinesOf,
  type History,
  type Invariant,
  isChaosError,
  needsOf,
  patternsOf,
  promisedTraits,
  type Run,
  rolesServing,
  type Target,
} from "@chaos-packs/contract";
import { lastLines } from "../adapters/last-error.ts";
import { byDeadline } from "../by-deadline.ts";
import { brokenServers } from "../checks/why-no-own-server.ts";
import { now } from "../clock.ts";
import { closeWithin } from "../close-within.ts";
import type { Lane } from "../lane/lane.ts";
import { randomFrom } from "../random.ts";
import { type Baselines, promisesOf } from "./baselines.ts";
import { ClientStreams } from "./client-streams.ts";
import { type Judged, judge } from "./judge.ts";
import { lagBoundOf } from "./lag-bound.ts";
import { type Ending, outcomeOf } from "./outcome-of.ts";
import { Recorder } from "./recorder.ts";
import { SilenceWatch } from "./silence-watch.ts";
import { openStreams } from "./streams.ts";
import { type StepState, Timeline } from "./timeline.ts";
import { waitUntilQuiet } from "./wait-until-quiet.ts";
import { WorkloadClient } from "./workload-client.ts";

/** Enough for the longest stack that a program prints when it dies. */
const KEPT_LINES = 60;

/** What one run came to. */
export interface ScenarioResult extends Ending {
  readonly judged: readonly Judged[];
  readonly steps: readonly StepState[];
  readonly history: History;
  readonly startedAt: number;
  readonly durationMs: number;
  /** The last lines of each replica. */
  readonly logs: Readonly<Record<string, readonly string[]>>;
}

/** Longer than any single act of its client has. */
const WORKLOAD_GRACE_MS = 500;

/** How a run is made. */
export interface RunOptions {
  readonly run: Run;
  readonly lane: Lane;
  readonly standing: readonly Invariant[];
  readonly baselines: Baselines;
  readonly seed: number;
  /** Leaves the schedule out: the workload's baseline. */
  readonly faultless?: boolean;
}

/**
 * Runs one scenario on a lane: freshens it, drives, heals, waits until it is quiet, judges. Reports, never throws for what
 * the service does.
 *
 * @throws ChaosError UNKNOWN_ROLE when the target file sends a request to a role that it has not
 */
export async function runScenario({
  run,
  lane,
  standing,
  baselines,
  seed,
  faultless = false,
}: RunOptions): Promise<ScenarioResult> {
  const binding = lane.session.target.capabilities.find(
    ({ capability }) => capability.name === run.workload.capability.name,
  );
  if (!binding) throw new Error(`the target does not offer the capability ${run.workload.capability.name}`);
  const needs = needsOf(run);
  const alone = faultless ? [] : brokenServers(needs, lane.session.target);
  await lane.freshen({ alone, ...(binding.roles && { roles: binding.roles }) });
  const problems: string[] = [];
  const trouble: string[] = [];
  /** What a look of the workload has met itself. */
  const met = new Set<unknown>();
  let mistake: Error | undefined;
  const recorder = new Recorder();
  const memory = new Map<string, string | number>();
  const deadlines = deadlinesOf(binding.capability, binding.traits);
  const deadline = AbortSignal.timeout(run.deadlineMs ?? run.deadlineFactor * deadlines.scenarioMs);
  setMaxListeners(0, deadline); // a workload may wait for as many things at once as it likes
  const before = lane.connectionCounts();
  const schedule = faultless ? [] : run.schedule;
  const timeline: Timeline = new Timeline({
    schedule,
    lane,
    bindings: [binding],
    moments: new Set([...needs.moments, ...needs.optionalMoments]),
    recorder,
    memory,
    random: randomFrom(seed),
    signal: deadline,
    undoMs: undoMsOf(lane.session.target),
    probe: () => look("probe", run.workload.probe),
  });
  const streams = new ClientStreams({ binding, lane, recorder, signal: deadline });
  const clientOf = (during: "run" | "probe" | "settle"): Client<never, never> =>
    new WorkloadClient({
      during,
      binding,
      lane,
      recorder,
      timeline,
      streams,
      memory,
      signal: deadline,
      faultless,
    }) as unknown as Client<never, never>;
  const look = async (
    during: "run" | "probe" | "settle",
    act: ((client: Client<never, never>) => Promise<void>) | undefined,
  ): Promise<void> => {
    try {
      if (!act) return;
      const acting = act.call(run.workload, clientOf(during));
      await byDeadline(`the workload's ${during}`, acting, { signal: deadline, lateMs: WORKLOAD_GRACE_MS });
    } catch (error) {
      if (isChaosError(error, "UNKNOWN_ROLE")) mistake ??= error;
      met.add(error);
      const what = `the workload's ${during} was not completed: ${messageOf(error)}`;
      const isOurs = !deadline.aborted && recorder.isOwnFailure(error);
      (isOurs ? trouble : problems).push(what);
    }
    if (deadline.aborted) recorder.cutOff(during);
  };

  const arriving = await openStreams(binding, lane, recorder, deadline);
  lane.ear = {
    watch: (sighting, by) => timeline.watch(sighting, by),
    exit: (exit) => recorder.exit(exit),
    line: (role, text) => arriving.line(role, text),
  };
  lane.soil();
  // A fault may freeze a server itself: what that leads to is the scenario's.
  const isOnServers = schedule.some(({ inject }) => inject.uses.includes("servers"));
  await using watch = new SilenceWatch(isOnServers ? [] : lane.askedServers());
  for (const { inject } of schedule) {
    const preparing = inject.prepare?.({ replicas: lane.replicas, signal: deadline });
    if (preparing) await byDeadline(`preparing ${inject.name}`, preparing, { signal: deadline, lateMs: 0 });
  }
  await look("run", run.workload.run);
  await timeline.end();
  problems.push(...timeline.problems);
  if (!mistake) {
    try {
      await waitUntilQuiet(run, timeline, lane, recorder);
    } catch (error) {
      problems.push(`it did not become idle after the last heal: ${messageOf(error)}`);
    }
    await look("settle", run.workload.settle);
  }
  lane.ear = undefined;
  await watch[Symbol.asyncDispose]();
  await closeWithin("the streams of clients", streams);
  await closeWithin("the subscriptions of observations", arriving);
  problems.push(...streams.problems.filter((each) => !met.has(each)).map(messageOf));
  if (mistake) throw mistake;
  // What a fault has broken and could not be healed is reported as that.
  if (timeline.cleanupErrors.length === 0) trouble.unshift(...(await lane.trouble()));

  const endedAt = recorder.time();
  const history: History = {
    ...recorder.recorded,
    connections: {
      events: lane.connectionEvents.map((event) => ({ ...event, at: recorder.time(event.at) })),
      before,
      after: lane.connectionCounts(),
    },
    unseen: lane.unseen.map((each) => ({ ...each, at: recorder.time(each.at) })),
    seenOn: {
      [binding.capability.name]: Object.fromEntries(
        Object.entries(binding.moments).map(([moment, mapping]) => [
          moment,
          [...new Set(patternsOf(mapping).map(({ dependency }) => dependency))],
        ]),
      ),
    },
    traits: { [binding.capability.name]: promisedTraits(binding.traits) },
    roles: promisesOf({ ...lane.session.target, roles: rolesServing(lane.session.target, binding) }, baselines),
    stalls: lane.session.noise.since(recorder.startedAt).map((stall) => ({
      ...stall,
      from: recorder.time(stall.from),
      to: recorder.time(stall.to),
    })),
    overflow: recorder.overflow,
    endedAt,
  };
  const invariants = faultless ? [] : run.invariants;
  const judged = judge(history, { invariants, standing, lagBoundMs: lagBoundOf(binding) });
  const { steps, cleanupErrors: cleanup } = timeline;
  await lane.noteCoverage(steps.some(({ firedAt }) => firedAt !== null) ? "faulted" : "baseline");
  return {
    ...outcomeOf({ judged, steps, cleanup, problems, trouble, silences: [...watch.silences.values()], history }),
    judged,
    steps,
    history,
    startedAt: recorder.startedAt,
    durationMs: now() - recorder.startedAt,
    logs: Object.fromEntries(
      lane.replicas.map((replica) => [`${replica.id.role} ${replica.id.index}`, lastLines(replica.lines, KEPT_LINES)]),
    ),
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Undoing a fault may restart a server, and start roles again. */
const undoMsOf = ({ roles }: Target): number =>
  20_000 + Math.max(0, ...Object.values(roles).map(({ readyWithinMs = 10_000 }) => readyWithinMs));
