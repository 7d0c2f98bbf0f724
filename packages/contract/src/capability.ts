import type { TraitAmount } from "./amount.ts";
import type { Anchor, Heal, Reference } from "./anchor.ts";
import type { History } from "./history.ts";
import type { Described, Schema } from "./schema.ts";
import type { LinkRef } from "./struck.ts";
import type { Unit } from "./unit.ts";

/** Something that clients can do: it answers once, or (a stream) stays open and brings one thing after the other. */
export interface OperationSpec<I = unknown, O = unknown, S = unknown> {
  readonly description: string;
  readonly input: Schema<I>;
  /** The answer; of a stream, one thing that arrives. */
  readonly output: Schema<O>;
  /** True: it stays open. A client opens it, and what arrives is recorded in the `streams` of the history. */
  readonly stream?: boolean;
  /** What a client may say on a stream that is open; absent: nothing. */
  readonly sends?: Schema<S>;
  /** True: doing it again changes nothing, so a client may repeat it. */
  readonly idempotent?: boolean;
}

/** Something that can be seen from outside: asked for (`input`), or arriving by itself (`stream`, with no input). */
export interface ObservationSpec<I = unknown, O = unknown> {
  readonly description: string;
  readonly input?: Schema<I>;
  readonly output: Schema<O>;
  readonly stream?: boolean;
  /** What it measures, for the totals of a run: its output has `bytesByReplica`, in which running replicas count. */
  readonly measures?: "memory";
}

/** A state that the target can plant. */
export interface ArrangementSpec<I = unknown, O = unknown> {
  readonly description: string;
  readonly input: Schema<I>;
  readonly output: Schema<O>;
}

/** A number that the target promises, with its unit. A target may promise nothing: what judges by it is skipped. */
export interface TraitSpec {
  readonly description: string;
  readonly unit: Unit;
  /** The trait is how many connections one replica keeps to the dependency on which this moment is seen. */
  readonly connectionsOf?: string;
}

/** A logical moment and what its scope holds. */
export interface MomentSpec<S = unknown> {
  readonly description: string;
  /** A key that is optional need not be told by a target's wire; an anchor that asks for it then matches without it. */
  readonly scope: Schema<S>;
}

/** How work that lost its worker is given out again, so that a run can wait for the slowest. */
export interface RedeliverySpec {
  /** The trait, in ms, by which a target promises how long that takes at most; where it does not, it is measured once. */
  readonly trait: string;
  /** The moment at which a worker has work: killed there, the work must come to it again. */
  readonly moment: string;
}

/** A number of a running service, measured again and again during a run: memory, a temperature, the length of a queue. */
export interface SeriesSpec {
  readonly description: string;
  readonly unit: Unit;
}

/** What the operations of a history have brought about, each effect a name of the capability's own (`job 7`). */
export interface Effects {
  /** What the service has told a client it has taken on. */
  readonly acknowledged: readonly string[];
  /** What must be there at the end. */
  readonly required: readonly string[];
  /** What must never be. */
  readonly forbidden: readonly string[];
  /** What was seen to be there at the end. */
  readonly present: readonly string[];
  /** What was there more than once where once is right, named once for each time too many. Absent: nobody looks for it. */
  readonly duplicates?: readonly string[];
}

/** How long things may take before they are given up, ms. */
export interface Deadlines {
  /** A whole scenario, times its `deadlineFactor`. */
  readonly scenarioMs: number;
  /** One operation, whatever its answer. */
  readonly operationMs: number;
}

/** What holds for capabilities that say nothing. */
export const defaultDeadlines: Deadlines = { scenarioMs: 15_000, operationMs: 2_500 };

/**
 * What a pack can ask of a target, in five parts. A target serves of them what it has: each operation, observation,
 * arrangement, trait and moment may be missing, and the scenarios that cannot do without it are skipped.
 */
export interface CapabilitySpec {
  readonly name: string;
  readonly description: string;
  readonly operations: Readonly<Record<string, OperationSpec>>;
  readonly observations: Readonly<Record<string, ObservationSpec>>;
  readonly arrangements: Readonly<Record<string, ArrangementSpec>>;
  readonly traits: Readonly<Record<string, TraitSpec>>;
  readonly moments: Readonly<Record<string, MomentSpec>>;
  readonly series?: Readonly<Record<string, SeriesSpec>>;
  /** Undefined: the target offers nothing by which effects are seen. */
  readonly effects?: (history: History) => Effects | undefined;
  /** Absent: nothing of this capability is ever given out again. */
  readonly redelivery?: RedeliverySpec;
  /**
   * Made from what a target promises, so that a service with long leases is waited for longer; absent: `defaultDeadlines`.
   * What is not promised is not among the traits.
   */
  readonly deadlines?: (traits: Readonly<Record<string, number>>) => Deadlines;
}

/** What a target promises about each trait; null or absent: nothing. */
export type TraitValues = Readonly<Record<string, number | null | undefined>>;

/** The traits about which something is promised. */
export const promisedTraits = (traits: TraitValues): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(traits).filter((each): each is [string, number] => each[1] !== null && each[1] !== undefined),
  );

/**
 * The deadlines of a capability, as a target serves it. When it does not promise every time that they are made from, they
 * are at least the default ones: a service that promises nothing is not given no time.
 */
export function deadlinesOf(
  { deadlines, traits: specs }: Pick<CapabilitySpec, "deadlines" | "traits">,
  traits: TraitValues,
): Deadlines {
  if (!deadlines) return defaultDeadlines;
  const promised = promisedTraits(traits);
  const made = deadlines(promised);
  if (Object.keys(specs).every((name) => promised[name] !== undefined)) return made;
  return {
    scenarioMs: Math.max(made.scenarioMs, defaultDeadlines.scenarioMs),
    operationMs: Math.max(made.operationMs, defaultDeadlines.operationMs),
  };
}

type ScopeAsked<S> = { readonly [K in keyof S]?: S[K] | Reference };

/** A capability together with what refers to its moments and traits. */
export type Capability<C extends CapabilitySpec = CapabilitySpec> = C & {
  /** An anchor: the first occurrence, on the edge `before`, by anyone, unless `rest` says otherwise. */
  moment<M extends keyof C["moments"] & string>(
    moment: M,
    scope?: ScopeAsked<Described<C["moments"][M]["scope"]>>,
    rest?: Partial<Pick<Anchor, "occurrence" | "edge" | "by">>,
  ): Anchor;
  /** A heal that runs `factor` times the trait after the injection. The trait is in ms. */
  after(trait: keyof C["traits"] & string, factor: number): Heal;
  /** A number that depends on the target: a trait times `factor` (default 1) plus `plus` (default 0). */
  amount(trait: keyof C["traits"] & string, how?: Pick<TraitAmount, "factor" | "plus">): TraitAmount;
  /** The link on which a moment is seen: how a pack names a dependency it does not know. */
  linkOf(moment: keyof C["moments"] & string): LinkRef;
};

/** Defines a capability; its name and the names of its parts are what targets map. */
export function defineCapability<const C extends CapabilitySpec>(spec: C): Capability<C> {
  return {
    ...spec,
    moment: (moment, scope = {}, rest = {}) => ({
      capability: spec.name,
      moment,
      scope: scope as Anchor["scope"],
      occurrence: 1,
      edge: "before",
      ...rest,
    }),
    after: (trait, factor) => ({ after: { capability: spec.name, trait, factor } }),
    amount: (trait, how = {}) => ({ capability: spec.name, trait, ...how }),
    linkOf: (moment) => ({ carrying: { capability: spec.name, moment } }),
  } as Capability<C>;
}

/** Input of an operation, observation or arrangement. */
export type InputOf<P> = P extends { readonly input: infer S } ? Described<S> : undefined;
/** Output of an operation, observation or arrangement. */
export type OutputOf<P> = P extends { readonly output: infer S } ? Described<S> : never;
/** What a client may say on an operation that stays open. */
export type SentOn<P> = P extends { readonly sends: infer S } ? Described<S> : never;
