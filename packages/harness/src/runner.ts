import { setMaxListeners } from "node:events";
import {
  type CapabilityBinding,
  type Faultless,
  isChaosError,
  needsOf,
  type Outcome,
  type Run,
  type Target,
} from "@chaos-packs/contract";
import { isServedRemotely } from "./checks/is-served-remotely.ts";
import { describeMissing } from "./checks/missing.ts";
import { brokenServers, whyNoOwnServer } from "./checks/why-no-own-server.ts";
import { now } from "./clock.ts";
import { closeWithin } from "./close-within.ts";
import { Lane } from "./lane/lane.ts";
import { noiseIn, wasStopped } from "./noise/noise-in.ts";
import type { Planned } from "./plan.ts";
import { Baselines } from "./run/baselines.ts";
import { bindingsOf } from "./run/bindings-of.ts";
import type { SecondTryReason } from "./run/outcome-of.ts";
import { quietOf } from "./run/quiet.ts";
import {
  isMeasuredTrait,
  measuringRun,
  promisedRedelivery,
  type Redeliveries,
  redeliveryIn,
} from "./run/redelivery.ts";
import { runScenario, type ScenarioResult } from "./run/run-scenario.ts";
import type { Session } from "./session.ts";
import { standingInvariants } from "./standing/standing-invariants.ts";

/** Why a run was made a second time, and how the first ended. */
export interface SecondTry {
  readonly reason: SecondTryReason;
  readonly first: Outcome;
}

/** What became of one planned run. */
export interface Finished {
  readonly planned: Planned;
  readonly outcome: Outcome;
  readonly because: readonly string[];
  readonly durationMs: number;
  /** The harness's CPU time while it ran, shared among the lanes that were busy: an estimate. */
  readonly cpuMs: number;
  /** It was run a second time, alone, and this is how the second ended: why, and how the first one had ended. */
  readonly secondTry?: SecondTry;
  /** It could not be run, and may be made a second time for this. */
  readonly mayTryAgain?: SecondTryReason;
  /** Absent when it was skipped or its lane could not be opened. */
  readonly result?: ScenarioResult;
}

interface BaselineEntry {
  done: boolean;
  failed: boolean;
  /** What its last look showed. */
  settled?: Faultless;
  result: Promise<readonly string[]>;
}

/** Options of a runner. */
export interface RunnerOptions {
  readonly lanes: number;
  readonly signal: AbortSignal;
  /** Called when a run begins on a lane: it was not skipped. */
  readonly started?: (planned: Planned) => void;
  /** Called when a run has ended and is to be tried a second time, when all others have ended. */
  readonly setAside?: (planned: Planned, reason: SecondTryReason) => void;
  /** Prefix of the lanes' names, so that two runners may share a session. */
  readonly name?: string;
}

/** Runs plans over the lanes of a session: as many side by side as there are lanes; a few may be made once more, alone, at the end. */
export class Runner implements AsyncDisposable {
  readonly #session: Session;
  readonly #options: RunnerOptions;
  readonly #lanes: Promise<Lane>[];
  /** Aborts with the caller's signal, and when a lane cannot be opened: those that are still opening are given up. */
  readonly #stop = new AbortController();
  #baselines = new Baselines();
  readonly #baselineOf = new Map<string, BaselineEntry>();
  /** By capability: the longest time until work that lost its worker is given out again. */
  readonly #redeliveryOf = new Map<string, Promise<number | undefined>>();
  #busy = 0;

  constructor(session: Session, options: RunnerOptions) {
    this.#session = session;
    this.#options = options;
    const { lanes, name = "lane", signal } = options;
    const opening = AbortSignal.any([signal, this.#stop.signal]);
    setMaxListeners(0, opening); // each lane opens several things at once
    this.#lanes = Array.from({ length: lanes }, (_, index) => Lane.open(session, `${name}${index}`, opening));
    for (const lane of this.#lanes) lane.catch((error: unknown) => this.#stop.abort(error)); // reported to who awaits it
  }

  /** Resolves when every lane is open; rejects with what kept the first of them from opening. */
  async opened(): Promise<void> {
    await Promise.all(this.#lanes);
  }

  /** The first lane, for whoever wants to measure on it. */
  lane(): Promise<Lane> {
    return this.#lanes[0] as Promise<Lane>;
  }

  /** From now on a variant of the target runs; what its baselines have shown is forgotten. */
  async become(target: Target): Promise<void> {
    this.#baselines = new Baselines();
    this.#baselineOf.clear();
    this.#redeliveryOf.clear();
    for (const lane of this.#lanes) (await lane).become(target);
  }

  /**
   * Runs all, and those that may be tried a second time (`secondTryOf`) once more, alone on one lane; `finished` is called for
   * each as it ends. What keeps the whole run from going on (a lane that cannot be opened, a role that never starts) is thrown once every lane has stopped.
   */
  async run(plan: readonly Planned[], finished: (finished: Finished) => void): Promise<void> {
    const again: { readonly planned: Planned; readonly secondTry: SecondTry }[] = [];
    await this.runOnce(plan, (end) => {
      const reason = secondTryOf(end);
      if (reason === undefined) finished(end);
      else {
        again.push({ planned: end.planned, secondTry: { reason, first: end.outcome } });
        this.#options.setAside?.(end.planned, reason);
      }
    });
    const lane = await this.lane();
    this.forgetFailedBaselines();
    for (const { planned, secondTry } of again) finished({ ...(await this.#one(planned, lane)), secondTry });
  }

  /** Baselines that failed are made once more when they are next needed. */
  forgetFailedBaselines(): void {
    for (const [key, { failed }] of this.#baselineOf) if (failed) this.#baselineOf.delete(key);
  }

  /** The same, without trying anything again: for a runner beside others, whose end leaves nothing alone. */
  async runOnce(plan: readonly Planned[], finished: (finished: Finished) => void): Promise<void> {
    const waiting = [...plan];
    const work = async (opening: Promise<Lane>): Promise<void> => {
      const lane = await opening;
      for (let planned = this.#take(waiting); planned; planned = this.#take(waiting)) {
        finished(await this.#one(planned, lane));
      }
    };
    const errors: unknown[] = [];
    const end = (error: unknown): void => {
      waiting.length = 0;
      errors.push(error);
    };
    await Promise.all(this.#lanes.map((opening) => work(opening).catch(end)));
    if (errors.length > 0) throw errors[0]; // the first in time: others may be its consequences
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = [];
    for (const opening of await Promise.allSettled(this.#lanes)) {
      if (opening.status === "rejected") continue;
      try {
        await closeWithin(`lane ${opening.value.name}`, opening.value);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, "a lane did not close cleanly");
  }

  /** The next run, preferably one whose baseline is not just being made on another lane. */
  #take(waiting: Planned[]): Planned | undefined {
    const free = waiting.findIndex(({ run }) => this.#baselineOf.get(baselineKey(run))?.done !== false);
    return waiting.splice(Math.max(0, free), 1)[0];
  }

  async #one(planned: Planned, lane: Lane): Promise<Finished> {
    const { run } = planned;
    const { target } = this.#session;
    const given = whyNoOwnServer(brokenServers(needsOf(run), target), this.#session);
    const because = planned.skip.length > 0 ? describeMissing(planned.skip) : given;
    if (because !== undefined) return { planned, outcome: "skipped", because: [because], durationMs: 0, cpuMs: 0 };
    this.#options.signal.throwIfAborted();
    this.#busy += 1;
    this.#options.started?.(planned);
    const startedAt = now();
    const cpu = process.cpuUsage();
    try {
      const wrong = await this.#baseline(planned, lane);
      if (wrong.length > 0)
        return { planned, outcome: "invalid-baseline", because: wrong, durationMs: now() - startedAt, cpuMs: 0 };
      const { settled } = this.#baselineOf.get(baselineKey(run)) ?? {};
      const redeliveries = await this.#redeliveries(planned, lane);
      const result = await runScenario({
        ...this.#common(planned),
        run,
        lane,
        ...(settled && { baseline: settled }),
        redeliveries,
      });
      const { user, system } = process.cpuUsage(cpu);
      const cpuMs = (user + system) / 1_000 / this.#busy;
      return {
        planned,
        outcome: result.outcome,
        because: result.because,
        durationMs: now() - startedAt,
        cpuMs,
        result,
      };
    } catch (error) {
      if (isFailureOfTheRun(error, this.#session)) throw error;
      const because = [`the scenario could not be run: ${error instanceof Error ? error.message : error}`];
      lane.soil();
      const noise = noiseIn(this.#session.noise.since(startedAt), { from: startedAt, to: now() });
      return {
        planned,
        outcome: "unknown",
        because,
        durationMs: now() - startedAt,
        cpuMs: 0,
        ...(wasStopped(noise) && { mayTryAgain: "noise" }),
      };
    } finally {
      this.#busy -= 1;
    }
  }

  /** Runs a workload once without faults; what is wrong then, if anything. */
  #baseline(planned: Planned, lane: Lane): Promise<readonly string[]> {
    const key = baselineKey(planned.run);
    const known = this.#baselineOf.get(key);
    // One that could not be run is reported by the scenario that ran it; the others need one of their own.
    if (known) return known.result.catch(() => this.#baseline(planned, lane));
    const entry: BaselineEntry = { done: false, failed: false, result: Promise.resolve([]) };
    entry.result = this.#faultless(planned, lane)
      .then(({ wrong, settled }) => {
        entry.failed = wrong.length > 0;
        entry.settled = settled;
        return wrong;
      })
      .catch((error: unknown) => {
        this.#baselineOf.delete(key);
        throw error;
      })
      .finally(() => {
        entry.done = true;
      });
    this.#baselineOf.set(key, entry);
    return entry.result;
  }

  async #faultless(planned: Planned, lane: Lane): Promise<{ wrong: readonly string[]; settled: Faultless }> {
    const made = await runScenario({ ...this.#common(planned), run: planned.run, lane, faultless: true });
    this.#baselines.note(made.history.connections.after);
    const { settled } = made;
    if (made.outcome === "holds") return { wrong: [], settled };
    const wrong = made.because.map((because) => `without any fault, "${planned.run.workload.name}": ${because}`);
    if (made.isOwnTrouble) throw new Error(wrong[0]); // nothing is known of the workload yet
    return { wrong, settled };
  }

  /** How long work of the run's capabilities that lost its worker takes to be given out again, where the run needs to know. */
  async #redeliveries({ run }: Planned, lane: Lane): Promise<Redeliveries> {
    const needs = needsOf(run);
    const bindings = bindingsOf(needs, this.#session.target);
    const isQuietBySilence = quietOf(run.workload, bindings, 0).by === "silence";
    const times: Record<string, number> = {};
    for (const [name, binding] of bindings) {
      const isAskedFor = needs.traits.some(
        ({ capability, trait }) => capability === name && isMeasuredTrait(binding, trait),
      );
      const promised = isQuietBySilence || isAskedFor ? promisedRedelivery(binding) : "never";
      // No fault strikes what runs elsewhere, so nothing there is given out again.
      if (promised === "never" || isServedRemotely(this.#session.target, name)) continue;
      const known = this.#redeliveryOf.get(name);
      const time = typeof promised === "number" ? promised : await (known ?? this.#measure(run, binding, lane));
      if (time !== undefined) times[name] = time;
    }
    return times;
  }

  /** Kills a worker once, and sees how long its work takes to be begun again. */
  #measure(run: Run, binding: CapabilityBinding, lane: Lane): Promise<number | undefined> {
    const measuring = measuringRun(run, binding);
    const measured = measuring
      ? runScenario({ ...this.#common({ run }), run: measuring, lane }).then(({ history }) =>
          redeliveryIn(history, binding.capability),
        )
      : Promise.resolve(undefined);
    this.#redeliveryOf.set(binding.capability.name, measured);
    return measured;
  }

  #common({ run }: Pick<Planned, "run">): Pick<Parameters<typeof runScenario>[0], "standing" | "baselines" | "seed"> {
    const { target } = this.#session;
    const capabilities = [...bindingsOf(needsOf(run), target).values()].map(({ capability }) => capability);
    const allRemote = capabilities.every(({ name }) => isServedRemotely(target, name));
    return {
      standing: standingInvariants(capabilities, { allRemote }),
      baselines: this.#baselines,
      seed: this.#session.seed,
    };
  }
}

/** A role that never starts, or that is not there, is the target's mistake: it would fail every scenario that asks for it. */
const isFailureOfTheRun = (error: unknown, { roleStarts }: Session): boolean =>
  roleStarts.isHopeless(error) || isChaosError(error, "UNKNOWN_ROLE");

/**
 * Why a run may be made a second time: its verdict was excused by noise, its baseline failed, or what is violated bounds a
 * time and the machine was overloaded. Undefined: it may not; nothing else is ever repeated.
 */
export const secondTryOf = ({
  outcome,
  mayTryAgain,
  result,
}: Pick<Finished, "outcome" | "mayTryAgain" | "result">): SecondTryReason | undefined =>
  outcome === "invalid-baseline" ? "baseline" : (mayTryAgain ?? result?.mayTryAgain);

const baselineKey = ({ workload }: Run): string => `${workload.capability.name}: ${workload.name}`;
