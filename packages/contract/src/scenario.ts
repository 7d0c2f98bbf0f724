import type { Amount, TraitAmount } from "./amount.ts";
import { type Anchor, type Heal, momentsOfHeal } from "./anchor.ts";
import type { Fault, LinkOfKind } from "./fault.ts";
import type { Invariant } from "./invariant.ts";
import { checkDelay } from "./longest-delay.ts";
import type { LinkRef } from "./struck.ts";
import { type Parts, partsAsked, type Workload } from "./workload.ts";

/** One line of a schedule: where, what, and until when (default: at end). */
export interface Step {
  readonly at: Anchor;
  readonly inject: Fault;
  readonly heal?: Heal;
}

interface ScenarioBody {
  readonly workload: Workload;
  readonly schedule: readonly Step[];
  readonly invariants: readonly Invariant[];
}

/** A promise and how it is put to the test. */
export interface Scenario extends ScenarioBody {
  readonly promise: string;
  /** Several ways to strike one promise, each run and reported by its name; what a variant leaves out is the scenario's. */
  readonly variants?: Readonly<Record<string, Partial<ScenarioBody>>>;
  /** How many times its capability's deadline the whole scenario may take; default 1. */
  readonly deadlineFactor?: number;
  /** ms that the whole scenario may take, whatever the target promises. */
  readonly deadlineMs?: number;
  /** Part of `--quick`. */
  readonly quick?: boolean;
  /** What a target must be up to: where it promises less of a trait, the scenario is skipped; no promise is no bound. */
  readonly assumes?: readonly Assumption[];
}

/** A trait that is at least so much, or about which nothing is promised. */
export interface Assumption {
  readonly trait: Pick<TraitAmount, "capability" | "trait">;
  readonly atLeast: number;
}

/** Defines a scenario. Throws BAD_DELAY for a deadline that no timer can wait for. */
export function defineScenario(scenario: Scenario): Scenario {
  if (scenario.deadlineMs !== undefined) checkDelay("deadlineMs of a scenario", scenario.deadlineMs);
  return scenario;
}

/** One run to be made: a scenario, or one of its variants. */
export interface Run extends ScenarioBody {
  readonly id: string;
  readonly variant?: string;
  readonly promise: string;
  readonly deadlineFactor: number;
  readonly deadlineMs?: number;
  readonly quick: boolean;
  readonly assumes?: readonly Assumption[];
}

/** The runs of a scenario: itself, or each of its variants. */
export function runsOf(id: string, { variants, deadlineFactor = 1, quick = false, ...body }: Scenario): readonly Run[] {
  const common = { id, deadlineFactor, quick };
  if (!variants) return [{ ...body, ...common }];
  return Object.entries(variants).map(([variant, own]) => ({ ...body, ...own, ...common, variant }));
}

/** A moment by its capability and name. */
export type MomentRef = Pick<Anchor, "capability" | "moment">;

/** An operation, observation or arrangement by its capability and name. */
export interface PartRef {
  readonly capability: string;
  readonly part: string;
}

/** What a run needs of a target, read off its workload and schedule. What only its invariants judge by is not needed. */
export interface Needs {
  /** All whose parts it names, that of its workload first. */
  readonly capabilities: readonly string[];
  /** Operations, observations and arrangements that its workload cannot do without. */
  readonly parts: readonly PartRef[];
  /** Of each group of parts its workload cannot do without one. */
  readonly eitherParts: readonly (readonly PartRef[])[];
  /** Moments that its schedule cannot do without. */
  readonly moments: readonly MomentRef[];
  /** Moments that are recorded where the target shows them, those that it needs included. */
  readonly recorded: readonly MomentRef[];
  /** Of each group the target must have one. */
  readonly eitherMoments: readonly (readonly MomentRef[])[];
  /** It cannot come to its end when no role has a second replica. */
  readonly secondReplica: boolean;
  readonly ports: readonly string[];
  /** Moments at an edge that the target must be able to see: those that faults strike at or know their messages by. */
  readonly struck: readonly Anchor[];
  /** Traits of which its schedule is made and that its workload uses. */
  readonly traits: readonly TraitAmount[];
  /** Links whose dependency must be of a kind, for a fault of that name; `at`: the anchor of its step. */
  readonly kinds: readonly (LinkOfKind & { readonly fault: string; readonly at: Anchor })[];
  /** Links whose whole server is broken, so that it must be the run's own. */
  readonly servers: readonly Exclude<LinkRef, "struck">[];
}

const latestOf = (heal: Heal = "at end"): TraitAmount | undefined =>
  typeof heal === "object" && "when" in heal ? heal.orAfter : undefined;

const refOf = ({ capability, moment }: MomentRef): MomentRef => ({ capability, moment });

/** Each once, in the order of the first. */
function distinct<T>(values: readonly T[]): readonly T[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText.values()];
}

/** Derives what a run needs. */
export function needsOf({ workload, schedule, invariants }: ScenarioBody): Needs {
  const own = workload.capability.name;
  const heals = schedule.map(({ heal }) => ({ anchors: momentsOfHeal(heal), orAfter: latestOf(heal) }));
  const certain = heals.flatMap(({ anchors, orAfter }) => (orAfter || anchors.length > 1 ? [] : anchors));
  const anchors = [...schedule.map(({ at }) => at), ...certain];
  const quiet = workload.quiet ? [workload.quiet] : [];
  const links = schedule.flatMap(({ inject: { strikes = [], breaks = [] } }) => [...strikes, ...breaks]);
  const amounts: readonly Amount[] = [
    ...[...anchors, ...quiet, ...heals.flatMap((each) => each.anchors)].map(({ occurrence }) => occurrence),
    ...heals.flatMap(({ orAfter }) => orAfter ?? []),
    ...schedule.flatMap(({ inject: { amounts: own = [] } }) => own),
    ...schedule.flatMap(({ heal }) => (typeof heal === "object" && "after" in heal ? [heal.after] : [])),
  ];
  const struck = schedule.flatMap(({ at, inject: { moments = [] } }) => [at, ...moments]);
  const carrying = links.flatMap((link) => (link !== "struck" && "carrying" in link ? [link.carrying] : []));
  const moments = distinct([...anchors, ...struck, ...carrying].map(refOf));
  const judged = invariants.flatMap(({ capability = own, moments: without, alsoReads = [] }) =>
    [...without, ...alsoReads].map((moment) => ({ capability, moment })),
  );
  const recorded = [...moments, ...[...quiet, ...heals.flatMap((each) => each.anchors)].map(refOf), ...judged];
  const asked = partsAsked(workload);
  const isTrait = ({ capability }: Parts, name: string): boolean => name in capability.traits;
  const traits = [
    ...amounts.filter((each) => typeof each !== "number"),
    ...asked.flatMap((parts) =>
      parts.uses.filter((name) => isTrait(parts, name)).map((trait) => ({ capability: parts.capability.name, trait })),
    ),
  ];
  return {
    capabilities: [
      ...new Set([
        ...asked.map(({ capability }) => capability.name),
        ...[...recorded, ...traits].map(({ capability }) => capability),
        ...invariants.map(({ capability = own }) => capability),
      ]),
    ],
    parts: asked.flatMap((parts) =>
      parts.uses.filter((name) => !isTrait(parts, name)).map((part) => ({ capability: parts.capability.name, part })),
    ),
    eitherParts: asked.flatMap(({ capability, either = [] }) =>
      either.map((group) => group.map((part) => ({ capability: capability.name, part }))),
    ),
    moments,
    recorded: distinct(recorded),
    eitherMoments: heals.flatMap(({ anchors: any, orAfter }) =>
      !orAfter && any.length > 1 ? [distinct(any.map(refOf))] : [],
    ),
    secondReplica: heals.some(
      ({ anchors: any, orAfter }) => !orAfter && any.length > 0 && any.every(({ by }) => by === "other"),
    ),
    ports: [...new Set(schedule.flatMap(({ inject }) => inject.uses))],
    struck,
    traits,
    kinds: schedule.flatMap(({ at, inject: { label: fault, understands = [] } }) =>
      understands.map((each) => ({ ...each, fault, at })),
    ),
    servers: schedule.flatMap(({ at, inject: { breaks = [] } }) =>
      breaks.map((link) => (link === "struck" ? { carrying: refOf(at) } : link)),
    ),
  };
}
