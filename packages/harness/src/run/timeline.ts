import {
  type Anchor,
  amountIn,
  type CapabilityBinding,
  type ChaosError,
  type Fate,
  type Heal,
  type MomentPattern,
  type MomentRef,
  type MomentSeen,
  momentsOfHeal,
  patternsOf,
  type ReplicaId,
  type ScopePattern,
  type Sighting,
  type Step,
  type Struck,
  type Traits,
  type World,
} from "@chaos-packs/contract";
import { now, sleep } from "../clock.ts";
import type { Lane } from "../lane/lane.ts";
import { ofKind } from "../lane/of-kind.ts";
import { within } from "../within.ts";
import { countedAnchor, countedSchedule } from "./counted-anchor.ts";
import { assumedBy, contradicts, type Memory, matchesAnchor } from "./match-anchor.ts";
import { momentMatcher } from "./moment-matcher.ts";
import { momentsIn, type Wanted } from "./moments-in.ts";
import type { Recorder } from "./recorder.ts";

/** How long undoing a fault may take, ms: longer than the start of a role and the restart of a server. */
const UNDO_MS = 30_000;

/** How one step of a schedule went. */
export interface StepState {
  readonly step: Step;
  /** Messages that matched its anchor, occurrence aside. */
  hits: number;
  /** ms into the run; null while it has not struck. */
  firedAt: number | null;
  healedAt: number | null;
  struck: ReplicaId | undefined;
  /** The dependency to which, or from which, the struck message was on its way. */
  dependency?: string;
}

/** What a timeline is driven by. */
export interface TimelineOptions {
  readonly schedule: readonly Step[];
  readonly lane: Lane;
  readonly bindings: readonly CapabilityBinding[];
  /** Whether a moment is recorded; others are not even decoded. */
  readonly records: (moment: MomentRef) => boolean;
  readonly recorder: Recorder;
  readonly memory: Memory;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** How long undoing a fault may take; default 30 s. */
  readonly undoMs?: number;
  /** One look of the workload. */
  readonly probe: () => Promise<void>;
}

/** Drives a schedule: sees moments, fires faults while their message is held, heals them, and undoes what is left. */
export class Timeline {
  readonly steps: readonly StepState[];
  readonly problems: string[] = [];
  readonly cleanupErrors: string[] = [];
  /** A mistake of the target file that a message has shown: MAPPING_FAILED. */
  mistake: ChaosError | undefined;
  readonly #options: TimelineOptions;
  readonly #traits: Traits;
  readonly #wanted = new Map<string, Wanted[]>();
  readonly #waiters = new Set<(seen: MomentSeen) => void>();
  /** In the order of injection. */
  readonly #healings: { readonly step: number; readonly end: () => void; readonly healed: Promise<void> }[] = [];
  readonly #changed = new Set<() => void>();
  /** Faults that are just going in. */
  readonly #injecting = new Set<Promise<unknown>>();
  #hasEnded = false;
  #lastStruck: ReplicaId | undefined;

  constructor(options: TimelineOptions) {
    this.#options = options;
    this.#traits = Object.fromEntries(options.bindings.map(({ capability, traits }) => [capability.name, traits]));
    this.steps = countedSchedule(options.schedule, this.#traits).map((step) => ({
      step,
      hits: 0,
      firedAt: null,
      healedAt: null,
      struck: undefined,
    }));
    for (const { capability, moments } of options.bindings) {
      for (const [moment, mapping] of Object.entries(moments)) {
        if (!options.records({ capability: capability.name, moment })) continue;
        for (const pattern of patternsOf(mapping)) {
          const list = this.#wanted.get(pattern.dependency) ?? [];
          this.#wanted.set(pattern.dependency, list);
          list.push({
            capability: capability.name,
            moment,
            spec: capability.moments[moment],
            pattern: pattern as MomentPattern<unknown>,
          });
        }
      }
    }
  }

  /** Asked by the links for each message that some pattern may want. */
  watch(sighting: Sighting, by: ReplicaId): Promise<Fate> | undefined {
    let fate: Promise<Fate> | undefined;
    const at = this.#options.recorder.time();
    for (const wanted of this.#wanted.get(sighting.dependency) ?? []) {
      const { moments, problems, mistake } = momentsIn(wanted, sighting, { by, at });
      this.mistake ??= mistake;
      for (const problem of problems) this.#problem(problem);
      for (const seen of moments) {
        this.#options.recorder.moment(seen);
        for (const waiter of [...this.#waiters]) waiter(seen);
        fate = this.#strike(seen, sighting, by, fate);
      }
    }
    return fate;
  }

  /** Resolves when for so many ms no recorded moment has come; rejects when the signal aborts. */
  async silence(ms: number): Promise<void> {
    const { recorder, signal } = this.#options;
    const since = recorder.time();
    for (;;) {
      const last = Math.max(since, recorder.recorded.moments.at(-1)?.at ?? 0);
      const left = last + ms - recorder.time();
      if (left <= 0) return;
      await sleep(left, signal);
    }
  }

  /** Resolves at the next moment that an anchor means; rejects when the signal aborts. */
  async next(wanted: Anchor, struck?: ReplicaId): Promise<MomentSeen> {
    const anchor = countedAnchor(wanted, this.#traits);
    return this.#until<MomentSeen>((resolve) => {
      let count = 0;
      const waiter = (seen: MomentSeen): void => {
        if (!matchesAnchor(anchor, seen, this.#options.memory, struck)) return;
        count += 1;
        if (count === anchor.occurrence) resolve(seen);
      };
      this.#waiters.add(waiter);
      return () => this.#waiters.delete(waiter);
    });
  }

  /** Resolves when a step is injected or healed. */
  async fault(index: number, phase: "injected" | "healed"): Promise<void> {
    const state = this.steps[index];
    if (!state) throw new Error(`the schedule has ${this.steps.length} steps, there is no step ${index}`);
    const done = (): boolean => (phase === "injected" ? state.firedAt : state.healedAt) !== null;
    while (!done()) {
      await this.#until<void>((resolve) => {
        this.#changed.add(resolve);
        return () => this.#changed.delete(resolve);
      });
    }
  }

  /** Heals a step now, when it has struck; resolves when it is healed. */
  async heal(index: number): Promise<void> {
    await this.fault(index, "injected");
    this.#healings.find(({ step }) => step === index)?.end();
    await this.fault(index, "healed");
  }

  /** The workload's run has ended: what is not healed yet is healed now, the last first, one after the other. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    await this.#untilInjected();
    for (let healing = this.#healings.pop(); healing; healing = this.#healings.pop()) {
      healing.end();
      await healing.healed;
    }
  }

  /** Told once. */
  #problem(text: string): void {
    if (!this.problems.includes(text)) this.problems.push(text);
  }

  #strike(
    seen: MomentSeen,
    sighting: Sighting,
    by: ReplicaId,
    before: Promise<Fate> | undefined,
  ): Promise<Fate> | undefined {
    let fate = before;
    // Of which chunk a message is may not be told: it is then that of the first step that asks for one, and of no other.
    let assumed: ScopePattern = {};
    for (const state of this.steps) {
      if (state.struck !== undefined) continue;
      const { at } = state.step;
      if (!matchesAnchor(at, seen, this.#options.memory, this.#lastStruck)) continue;
      const more = assumedBy(at.scope, seen.scope);
      if (contradicts(more, assumed)) continue;
      assumed = { ...assumed, ...more };
      state.hits += 1;
      if (state.hits !== at.occurrence) continue;
      state.struck = by;
      this.#lastStruck = by;
      const { dependency, connection, message } = sighting;
      state.dependency = dependency;
      const earlier = fate;
      const struck: Struck = { by, dependency, ...(connection && { connection }), message };
      fate = (earlier ?? Promise.resolve<Fate>("release")).then(async (first) =>
        worse(first, await this.#fire(state, struck)),
      );
    }
    return fate;
  }

  async #fire(state: StepState, struck: Struck): Promise<Fate> {
    const { fate } = state.step.inject;
    const injecting = this.#inject(state, struck);
    this.#injecting.add(injecting);
    const injected = await injecting.finally(() => this.#injecting.delete(injecting));
    if (!injected) return "release";
    await this.#options.probe();
    if (fate !== "hold") return fate;
    await injected.healed;
    return "release";
  }

  /** Puts a fault in, and sees to its heal; undefined: it could not go in. */
  async #inject(state: StepState, struck: Struck): Promise<{ readonly healed: Promise<void> } | undefined> {
    const { recorder } = this.#options;
    const { inject: fault, heal = "at end" } = state.step;
    const step = this.steps.indexOf(state);
    const end = resolvers<void>();
    if (this.#hasEnded) end.resolve();
    const due = this.#whenToHeal(heal, struck.by, end.promise); // from now on: its moment may come while the fault goes in
    const begunAt = recorder.time();
    let undo: AsyncDisposable;
    try {
      undo = await fault.inject(this.#worldOf(struck));
    } catch (error) {
      this.problems.push(`${fault.label} could not be injected: ${describe(error)}`);
      end.resolve();
      return undefined;
    }
    state.firedAt = recorder.time();
    const { name, args } = fault;
    recorder.fault({ name, args, step, phase: "injected", begunAt, at: state.firedAt, struck: struck.by });
    this.#tell();
    const healed = this.#healLater(state, struck, undo, due);
    this.#healings.push({ step, end: () => end.resolve(), healed });
    return { healed };
  }

  /** A fault may end the run of the workload before it is all in. */
  async #untilInjected(): Promise<void> {
    const isIn = Promise.allSettled(this.#injecting);
    const isInTime = await this.#until<boolean>((resolve) => {
      void isIn.then(() => resolve(true));
      return () => {};
    }).catch(() => false);
    if (!isInTime) this.problems.push("a fault was still going in when the deadline was over");
  }

  async #healLater(state: StepState, struck: Struck, undo: AsyncDisposable, due: Promise<unknown>): Promise<void> {
    const { recorder, probe } = this.#options;
    const step = this.steps.indexOf(state);
    const { name, args } = state.step.inject;
    await due;
    await probe(); // what is there before the healed replica can change it
    const begunAt = recorder.time();
    try {
      const { undoMs = UNDO_MS } = this.#options;
      const tooLong = (): Error => new Error(`it took longer than ${undoMs} ms`);
      await within(undoMs, Promise.resolve(undo[Symbol.asyncDispose]()), tooLong);
    } catch (error) {
      this.cleanupErrors.push(`${state.step.inject.label} could not be undone: ${describe(error)}`);
    }
    state.healedAt = recorder.time();
    recorder.fault({ name, args, step, phase: "healed", begunAt, at: state.healedAt, struck: struck.by });
    this.#tell();
    await probe();
  }

  /** Settles when a heal is due: at its moment, after its time, or when the run has ended, whichever comes first. */
  async #whenToHeal(heal: Heal, struck: ReplicaId, ended: Promise<void>): Promise<void> {
    if (heal === "at end") return ended;
    const due: Promise<unknown>[] = [ended];
    const waiting = new AbortController();
    for (const anchor of momentsOfHeal(heal)) due.push(this.next(anchor, struck).catch(() => ended));
    const after = "when" in heal ? heal.orAfter : heal.after;
    // Unknown only where lost work is never given out again: then nothing heals it before the end.
    const ms = after && amountIn(this.#traits, after);
    if (ms !== undefined) due.push(sleep(ms, waiting.signal).catch(() => {}));
    await Promise.race(due);
    waiting.abort();
  }

  #worldOf(struck: Struck): World {
    const { lane, random, signal, bindings, memory } = this.#options;
    const at = { role: struck.by.role, index: struck.by.index, dependency: struck.dependency };
    return {
      struck,
      signal,
      random,
      replicas: (which) => lane.replicasOf(which, at),
      links: (which, of, kind) => {
        ofKind(lane, lane.dependenciesOf(which, struck.dependency), kind);
        return lane.linksOf(which, of, at);
      },
      servers: (which, kind) => {
        const [name = ""] = ofKind(lane, lane.dependenciesOf(which, struck.dependency), kind);
        return lane.control(name) as never;
      },
      resources: (which, of, kind) => {
        ofKind(lane, lane.dependenciesOf(which, struck.dependency), kind);
        return lane.resourcesOf(which, of, at) as never;
      },
      moments: (anchor) => momentMatcher(bindings, anchor, memory),
      amounts: (amount) => amountIn(this.#traits, amount),
    };
  }

  #tell(): void {
    for (const changed of [...this.#changed]) changed();
  }

  /** A promise that rejects when the run's deadline is over, and forgets its listeners either way. */
  async #until<T>(listen: (resolve: (value: T) => void) => () => unknown): Promise<T> {
    const { signal } = this.#options;
    let forget: () => unknown = () => {};
    let aborted: () => void = () => {};
    try {
      return await new Promise<T>((resolve, reject) => {
        aborted = () =>
          reject(
            new Error(
              `the deadline was over ${Math.round(now() - this.#options.recorder.startedAt)} ms after the start`,
            ),
          );
        if (signal.aborted) return aborted();
        signal.addEventListener("abort", aborted, { once: true });
        forget = listen(resolve);
      });
    } finally {
      forget();
      signal.removeEventListener("abort", aborted);
    }
  }
}

const worse = (a: Fate, b: Fate): Fate => (a === "drop" || b === "drop" ? "drop" : "release");

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function resolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
