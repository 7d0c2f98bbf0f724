import type { Edge } from "./anchor.ts";
import type { CapabilitySpec, InputOf, OutputOf, SentOn } from "./capability.ts";
import type { Observation, Operation, Result, StreamRecord } from "./history.ts";
import { type Arrangement, type Faultless, type History, type MomentSeen, promised, type Series } from "./history.ts";
import type { Described } from "./schema.ts";

/** A call of an operation, whatever came of it. */
export type CallSeen<I, O, N extends string = string> = Omit<Operation, "name" | "input" | "result"> & {
  readonly name: N;
  readonly input: I;
  readonly result: Exclude<Result, { readonly status: "ok" }> | { readonly status: "ok"; readonly output: O };
};

/** A call of one of some operations (default: any) of a capability: `name` tells which, and with it the types of its input and output. */
export type CallOf<
  C extends CapabilitySpec,
  N extends keyof C["operations"] & string = keyof C["operations"] & string,
> = { [K in N]: CallSeen<InputOf<C["operations"][K]>, OutputOf<C["operations"][K]>, K> }[N];

/** What was answered, or seen, with its times in ms since the scenario began. */
export interface AnswerSeen<I, O> {
  readonly input: I;
  readonly output: O;
  readonly calledAt: number;
  /** When it came. */
  readonly at: number;
}

/** A successful look; `during` tells which look of the workload it belonged to. */
export type LookSeen<I, O> = AnswerSeen<I, O> & Pick<Observation, "during">;

/** A state that was planted. */
export type PlantSeen<I, O> = Omit<Arrangement, "input" | "output"> & { readonly input: I; readonly output: O };

/** An operation that stayed open, with what arrived on it and what its client said. */
export type StreamSeen<I, O, S> = Omit<StreamRecord, "input" | "items" | "sent"> & {
  readonly input: I;
  readonly items: readonly { readonly at: number; readonly value: O }[];
  readonly sent: readonly { readonly at: number; readonly value: S }[];
};

/** A moment whose scope has the types that its capability gives it. */
export type MomentOf<S> = Omit<MomentSeen, "scope"> & { readonly scope: S };

/** What a history shows of one capability, with the capability's own types. Everything is in the order of time. */
export interface Seen<C extends CapabilitySpec> {
  /** All calls of some operations (no name: of all), also those that failed or had no answer, in the order in which they were made. */
  calls<N extends keyof C["operations"] & string = keyof C["operations"] & string>(
    ...names: readonly N[]
  ): readonly CallOf<C, N>[];
  /** The successful calls of an operation, in the order of their answers. */
  answers<N extends keyof C["operations"] & string>(
    name: N,
  ): readonly AnswerSeen<InputOf<C["operations"][N]>, OutputOf<C["operations"][N]>>[];
  /** Operations that stay open, also those that did not come to stand. */
  streams<N extends keyof C["operations"] & string>(
    name: N,
  ): readonly StreamSeen<InputOf<C["operations"][N]>, OutputOf<C["operations"][N]>, SentOn<C["operations"][N]>>[];
  /** What was observed with success, asked for or come by itself. */
  looks<N extends keyof C["observations"] & string>(
    name: N,
  ): readonly LookSeen<InputOf<C["observations"][N]>, OutputOf<C["observations"][N]>>[];
  arrangements<N extends keyof C["arrangements"] & string>(
    name: N,
  ): readonly PlantSeen<InputOf<C["arrangements"][N]>, OutputOf<C["arrangements"][N]>>[];
  /** The moments of a name that came about; at the edge `after` (default) those without an error. */
  moments<N extends keyof C["moments"] & string>(
    name: N,
    edge?: Edge,
  ): readonly MomentOf<Described<C["moments"][N]["scope"]>>[];
  /** The moments of a name that the server answered with an error, whose code is in `failed`. */
  failedMoments<N extends keyof C["moments"] & string>(
    name: N,
  ): readonly (MomentOf<Described<C["moments"][N]["scope"]>> & { readonly failed: string })[];
  /** A number that the target promises; undefined: it promises none. */
  trait(name: keyof C["traits"] & string): number | undefined;
  /** A number that the target promises, for an invariant that names it in its `traits`. Throws TRAIT_NOT_PROMISED. */
  promised(name: keyof C["traits"] & string): number;
  /** Whether the target offers an operation, an observation or an arrangement. */
  offers(
    name: (keyof C["operations"] & string) | (keyof C["observations"] & string) | (keyof C["arrangements"] & string),
  ): boolean;
  /** Whether the target shows a moment. */
  shows(moment: keyof C["moments"] & string): boolean;
  /** The samples of a series. */
  series(name: keyof NonNullable<C["series"]> & string): Series["samples"];
  /** What the last look of the workload came to in a run without faults; undefined where none was made. */
  readonly faultless: Pick<Seen<C>, "calls" | "answers" | "looks"> | undefined;
}

/** Reads a history as what one capability describes, so that judges need no casts. */
export function seen<C extends CapabilitySpec>(history: History, { name: capability }: C): Seen<C> {
  const { arrangements, moments, series, streams, traits, offered, seenOn } = history;
  const view: Omit<Seen<CapabilitySpec>, "faultless"> = {
    ...asked(history, capability),
    streams: (name) => streams.filter((each) => isOwn(each, capability, name)) as never,
    arrangements: (name) => arrangements.filter((each) => isOwn(each, capability, name)) as never,
    moments: (moment, edge = "after") =>
      moments
        .filter(
          (each) => each.capability === capability && each.moment === moment && each.edge === edge && !each.failed,
        )
        .sort(byTime) as never,
    failedMoments: (moment) =>
      moments
        .filter((each) => each.capability === capability && each.moment === moment && each.failed)
        .sort(byTime) as never,
    trait: (trait) => traits[capability]?.[trait],
    promised: (trait) => promised(history, capability, trait),
    offers: (name) => offered[capability]?.includes(name) ?? true,
    shows: (moment) => seenOn[capability] === undefined || (seenOn[capability][moment]?.length ?? 0) > 0,
    series: (name) => series.find((each) => each.capability === capability && each.name === name)?.samples ?? [],
  };
  const { faultless } = history;
  return { ...view, faultless: faultless && asked(faultless, capability) } as Seen<C>;
}

/** What was asked for over requests and own connections. */
function asked(
  { operations, observations }: Faultless,
  capability: string,
): Pick<Seen<CapabilitySpec>, "calls" | "answers" | "looks"> {
  return {
    calls: (...names) =>
      operations
        .filter((each) =>
          names.length === 0 ? isOwn(each, capability, each.name) : names.some((name) => isOwn(each, capability, name)),
        )
        .sort((a, b) => a.calledAt - b.calledAt) as never,
    answers: (name) =>
      operations
        .filter((each) => isOwn(each, capability, name))
        .flatMap(succeeded)
        .sort(byTime) as never,
    looks: (name) =>
      observations
        .filter((each) => isOwn(each, capability, name))
        .flatMap(succeeded)
        .sort(byTime) as never,
  };
}

const isOwn = (entry: { readonly capability?: string; readonly name: string }, capability: string, name: string) =>
  entry.name === name && (entry.capability ?? capability) === capability;

const byTime = (a: { readonly at: number }, b: { readonly at: number }): number => a.at - b.at;

const succeeded = <T extends Operation | Observation>({ result, returnedAt, ...rest }: T) =>
  result.status === "ok" ? [{ ...rest, output: result.output, at: returnedAt }] : [];
