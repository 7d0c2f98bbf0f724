import { setMaxListeners } from "node:events";
import {
  type CapabilityBinding,
  type Client,
  deadlinesOf,
  type History,
  type Invariant,
  isChaosError,
  isSameReplica,
  needsOf,
  OUTCOMES,
  type Outcome,
  patternsOf,
  type ReplicaId,
  type Run,
  rolesServing,
} from "@chaos-packs/contract";
import { brokenServers } from "../checks/why-no-own-server.ts";
import { now } from "../clock.ts";
import type { Lane } from "../lane/lane.ts";
import { randomFrom } from "../random.ts";
import { type Baselines, promisesOf } from "./baselines.ts";
import { ClientStreams } from "./client-streams.ts";
import { describeAnchor, describeNearMisses } from "./describe-anchor.ts";
import { isNoisy, type Judged, judge } from "./judge.ts";
import { Recorder } from "./recorder.ts";
import { openStreams } from "./streams.ts";
import { type StepState, Timeline } from "./timeline.ts";
import { WorkloadClient } from "./workload-client.ts";

/** What one run came to. `because` has the worst first. */
export interface ScenarioResult {
  readonly outcome: Outcome;
  readonly because: readonly string[];
  readonly judged: readonly Judged[];
  readonly steps: readonly StepState[];
  readonly history: History;
  readonly startedAt: number;
  readonly durationMs: number;
  /** Something is unknown because the machine itself stalled: worth one more try on a quiet lane. */
  readonly noisy: boolean;
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
  let mistake: Error | undefined;
  const recorder = new Recorder();
  const memory = new Map<string, string | number>();
  const deadlines = deadlinesOf(binding.capability, binding.traits);
  const deadline = AbortSignal.timeout(run.deadlineMs ?? run.patience * deadlines.scenarioMs);
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
      await act?.call(run.workload, clientOf(during));
    } catch (error) {
      if (isChaosError(error, "UNKNOWN_ROLE")) mistake ??= error;
      problems.push(`the workload's ${during} did not end well: ${error instanceof Error ? error.message : error}`);
    }
  };

  const arriving = await openStreams(binding, lane, recorder, deadline);
  lane.ear = {
    watch: (sighting, by) => timeline.watch(sighting, by),
    exit: (exit) => recorder.exit(exit),
    line: (role, text) => arriving.line(role, text),
  };
  lane.soil();
  for (const { inject } of schedule) await inject.prepare?.({ replicas: lane.replicas, signal: deadline });
  await look("run", run.workload.run);
  await timeline.end();
  problems.push(...timeline.problems);
  if (!mistake) {
    try {
      await waitUntilQuiet(run, timeline, lane, recorder);
    } catch (error) {
      problems.push(`it never became quiet after the last heal: ${error instanceof Error ? error.message : error}`);
    }
    await look("settle", run.workload.settle);
  }
  lane.ear = undefined;
  await streams[Symbol.asyncDispose]();
  await arriving[Symbol.asyncDispose]();
  problems.push(...streams.problems.filter((each) => !problems.some((told) => told.includes(each))));
  if (mistake) throw mistake;

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
    traits: { [binding.capability.name]: binding.traits },
    roles: promisesOf({ ...lane.session.target, roles: rolesServing(lane.session.target, binding) }, baselines),
    lagMs: lane.session.lag.longestSince(recorder.startedAt),
    overflow: recorder.overflow,
    endedAt,
  };
  const invariants = faultless ? [] : run.invariants;
  const judged = judge(history, { invariants, standing, lagBoundMs: lagBoundOf(binding) });
  const unfired = timeline.steps.filter(({ firedAt }) => firedAt === null);
  return {
    ...settle({ judged, unfired, cleanup: timeline.cleanupErrors, problems, history }),
    judged,
    steps: timeline.steps,
    history,
    startedAt: recorder.startedAt,
    durationMs: now() - recorder.startedAt,
    logs: Object.fromEntries(
      lane.replicas.map((replica) => [`${replica.id.role} ${replica.id.index}`, replica.lines.slice(-20)]),
    ),
  };
}

interface Findings {
  readonly judged: readonly Judged[];
  readonly unfired: readonly StepState[];
  readonly cleanup: readonly string[];
  readonly problems: readonly string[];
  readonly history: History;
}

function settle({
  judged,
  unfired,
  cleanup,
  problems,
  history,
}: Findings): Pick<ScenarioResult, "outcome" | "because" | "noisy"> {
  const found: { outcome: Outcome; because: string }[] = [];
  for (const { name, verdict } of judged) {
    if (verdict.status === "violated") found.push({ outcome: "violated", because: `${name}: ${verdict.because}` });
    if (verdict.status === "unknown")
      found.push({ outcome: "unknown", because: `${name} is unknown: ${verdict.because}` });
  }
  for (const because of cleanup) found.push({ outcome: "cleanup-failed", because });
  for (const { step } of unfired) {
    const because = `${step.inject.name} never struck ${describeAnchor(step.at)}: ${describeNearMisses(step.at, history.moments)}`;
    found.push({ outcome: "not-injected", because });
  }
  for (const because of problems) found.push({ outcome: "unknown", because });
  const ordered = OUTCOMES.flatMap((outcome) => found.filter((each) => each.outcome === outcome));
  return {
    outcome: ordered[0]?.outcome ?? "holds",
    because: ordered.map(({ because }) => because),
    noisy: judged.some(isNoisy),
  };
}

/** A quarter of the shortest time that the target promises: a longer stall of the machine can break a bound by itself. */
function lagBoundOf({ capability, traits }: CapabilityBinding): number {
  const times = Object.entries(traits).filter(([name]) => capability.traits[name]?.unit === "ms");
  return Math.min(1_000, ...times.map(([, ms]) => ms)) / 4;
}

/**
 * Waits until every running replica that took part, of the role that tells so, has been seen idle since the last heal.
 * Stands where a sleep would.
 */
async function waitUntilQuiet(run: Run, timeline: Timeline, lane: Lane, recorder: Recorder): Promise<void> {
  const { quiet } = run.workload;
  if (!quiet) return;
  const first = await timeline.next(quiet);
  const took = new Map<string, ReplicaId>();
  for (const { by } of recorder.recorded.moments) if (by.role === first.by.role) took.set(String(by.index), by);
  const running = [...took.values()].filter(
    (by) =>
      by.index !== first.by.index &&
      lane.replicas.some((replica) => isSameReplica(replica.id, by) && replica.isRunning()),
  );
  await Promise.all(running.map((by) => timeline.next({ ...quiet, by: "struck" }, by)));
}
