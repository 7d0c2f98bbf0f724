import type { Amount, TraitAmount } from "./amount.ts";
import { type Anchor, type Heal, momentsOfHeal } from "./anchor.ts";
import type { Fault, LinkOfKind, LinkRef } from "./fault.ts";
import type { Invariant } from "./invariant.ts";
import { checkDelay } from "./longest-delay.ts";
import type { Workload } from "./workload.ts";

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
}

/** The runs of a scenario: itself, or each of its variants. */
export function runsOf(id: string, { variants, deadlineFactor = 1, quick = false, ...body }: Scenario): readonly Run[] {
  const common = { id, deadlineFactor, quick };
  if (!variants) return [{ ...body, ...common }];
  return Object.entries(variants).map(([variant, own]) => ({ ...body, ...own, ...common, variant }));
}

/** What a run needs of a target, read off its workload, schedule and invariants. */
export interface Needs {
  readonly capability: string;
  /** Operations, observations and arrangements. */
  readonly parts: readonly string[];
  readonly moments: readonly string[];
  /** Moments that are recorded where the target has them. */
  readonly optionalMoments: readonly string[];
  /** Of each group the target must have one. */
  readonly eitherMoments: readonly (readonly string[])[];
  /** It cannot come to its end when no role has a second replica. */
  readonly secondReplica: boolean;
  readonly ports: readonly string[];
  /** Moments at an edge that the target must be able to see: those that faults strike at or know their messages by. */
  readonly struck: readonly Anchor[];
  /**
   * Traits of which its schedule is made and that its workload uses: a target that does not promise one of them cannot be
   * asked. What only an invariant judges by is not among them.
   */
  readonly traits: readonly TraitAmount[];
  /** Links whose dependency must be of a kind, for a fault of that name; `at`: the anchor of its step. */
  readonly kinds: readonly (LinkOfKind & { readonly fault: string; readonly at: Anchor })[];
  /** Links whose whole server is broken, so that it must be the run's own. */
  readonly servers: readonly Exclude<LinkRef, "struck">[];
}

const latestOf = (heal: Heal = "at end"): TraitAmount | undefined =>
  typeof heal === "object" && "when" in heal ? heal.orAfter : undefined;

/** Derives what a run needs. */
export function needsOf({ workload, schedule, invariants }: ScenarioBody): Needs {
  const heals = schedule.map(({ heal }) => ({ anchors: momentsOfHeal(heal), orAfter: latestOf(heal) }));
  const certain = heals.flatMap(({ anchors, orAfter }) => (orAfter || anchors.length > 1 ? [] : anchors));
  const anchors = [...schedule.map(({ at }) => at), ...certain, ...(workload.quiet ? [workload.quiet] : [])];
  const links = schedule.flatMap(({ inject: { strikes = [], breaks = [] } }) => [...strikes, ...breaks]);
  const amounts: readonly Amount[] = [
    ...[...anchors, ...heals.flatMap((each) => each.anchors)].map(({ occurrence }) => occurrence),
    ...heals.flatMap(({ orAfter }) => orAfter ?? []),
    ...schedule.flatMap(({ inject: { amounts = [] } }) => amounts),
    ...schedule.flatMap(({ heal }) => (typeof heal === "object" && "after" in heal ? [heal.after] : [])),
  ];
  const struck = schedule.flatMap(({ at, inject: { moments = [] } }) => [at, ...moments]);
  const isTrait = (name: string): boolean => name in workload.capability.traits;
  return {
    capability: workload.capability.name,
    parts: workload.uses.filter((name) => !isTrait(name)),
    moments: [
      ...new Set([
        ...[...anchors, ...struck].map(({ moment }) => moment),
        ...links.flatMap((link) => (link !== "struck" && "carrying" in link ? [link.carrying.moment] : [])),
        ...invariants.flatMap(({ moments }) => moments),
      ]),
    ],
    optionalMoments: [
      ...new Set([
        ...heals.flatMap((each) => each.anchors.map(({ moment }) => moment)),
        ...invariants.flatMap(({ alsoReads = [] }) => alsoReads),
      ]),
    ],
    eitherMoments: heals.flatMap(({ anchors: any, orAfter }) =>
      !orAfter && any.length > 1 ? [[...new Set(any.map(({ moment }) => moment))]] : [],
    ),
    secondReplica: heals.some(
      ({ anchors: any, orAfter }) => !orAfter && any.length > 0 && any.every(({ by }) => by === "other"),
    ),
    ports: [...new Set(schedule.flatMap(({ inject }) => inject.uses))],
    struck,
    traits: [
      ...amounts.filter((each) => typeof each !== "number"),
      ...workload.uses.filter(isTrait).map((trait) => ({ capability: workload.capability.name, trait })),
    ],
    kinds: schedule.flatMap(({ at, inject: { name: fault, understands = [] } }) =>
      understands.map((each) => ({ ...each, fault, at })),
    ),
    servers: schedule.flatMap(({ at: { capability, moment }, inject: { breaks = [] } }) =>
      breaks.map((link) => (link === "struck" ? { carrying: { capability, moment } } : link)),
    ),
  };
}
