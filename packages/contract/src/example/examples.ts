import type { Edge } from "../anchor.ts";
import type { CapabilitySpec, InputOf, OutputOf, SentOn } from "../capability.ts";
import type { Fault } from "../fault.ts";
import type { Exit, History, Observation, StreamRecord } from "../history.ts";
import type { Json } from "../json.ts";
import type { ReplicaId } from "../replica-id.ts";
import type { Described } from "../schema.ts";
import type { Piece } from "./piece.ts";

/** When a call was made and answered, ms since the scenario began. A number alone is when it was made: the answer came 1 ms later. */
export type Span = number | { readonly from: number; readonly until: number };

/** Something that arrived on a stream, or was said on it; ms since the scenario began. */
export interface Arriving<T> {
  readonly at: number;
  readonly value: T;
}

/** What an observation is asked with; `{}` when it comes by itself. */
type AskedWith<P> = P extends { readonly input: infer S } ? Described<S> : Readonly<Record<string, never>>;

/** What an answer with a failure says, beside its HTTP status. */
export interface FailedAnswer {
  /** In words, as the body's `error` and in the error; default `failed`. */
  readonly error?: string;
  /** Names in lower case; default none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the body holds beside `error`. */
  readonly body?: Readonly<Record<string, Json>>;
}

/** What pieces of examples have when they do not say otherwise. */
export interface ExampleDefaults<C extends CapabilitySpec> {
  /** The life that moments, connections, faults and exits are of. */
  readonly by: ReplicaId;
  /** What the target promises, each in the unit of its trait; one that is left out is not promised. */
  readonly traits?: { readonly [T in keyof C["traits"]]?: number };
  /** The dependency that connections lead to; default `server`. */
  readonly dependency?: string;
  /** The fault that strikes; default `kill()`. */
  readonly fault?: Pick<Fault, "name" | "args">;
}

/**
 * The pieces of which histories are made for the examples of invariants and their tests, with the types of one capability.
 * Each says what it is about, then when (ms since the scenario began), then what came of it.
 */
export interface Examples<C extends CapabilitySpec> {
  /** A history of these pieces, of a target that promises the traits given. It ends at 10,000 ms. */
  readonly historyOf: (...pieces: readonly Piece[]) => History;
  /** The same history of a target that promises nothing about some traits. */
  readonly unpromised: (history: History, ...traits: readonly (keyof C["traits"] & string)[]) => History;
  /** What the last look of the workload came to in a run without faults: of the pieces their operations and observations. */
  readonly faultless: (...pieces: readonly Piece[]) => Piece;

  /** A call that succeeded. */
  readonly did: <N extends keyof C["operations"] & string>(
    name: N,
    input: InputOf<C["operations"][N]>,
    at: Span,
    output: OutputOf<C["operations"][N]>,
  ) => Piece;
  /** A call that was answered with a failure. */
  readonly failed: <N extends keyof C["operations"] & string>(
    name: N,
    input: InputOf<C["operations"][N]>,
    at: Span,
    httpStatus: number,
    answer?: FailedAnswer,
  ) => Piece;
  /** A call without an answer: the connection was lost, or (`hungUp`) the client gave it up. */
  readonly unanswered: <N extends keyof C["operations"] & string>(
    name: N,
    input: InputOf<C["operations"][N]>,
    at: Span,
    rest?: { readonly hungUp?: boolean },
  ) => Piece;
  /** A stream that was established at `at`, with what arrived on it; its client ends it with the run unless `ended` says otherwise. */
  readonly opened: <N extends keyof C["operations"] & string>(
    name: N,
    input: InputOf<C["operations"][N]>,
    at: number,
    items: readonly Arriving<OutputOf<C["operations"][N]>>[],
    rest?: {
      readonly ended?: Required<StreamRecord>["ended"] | undefined;
      readonly stalled?: StreamRecord["stalled"];
      readonly sent?: readonly Arriving<SentOn<C["operations"][N]>>[];
    },
  ) => Piece;

  /** A look that succeeded at `at`; `during` (default `run`) tells which look of the workload it belonged to. */
  readonly looked: <N extends keyof C["observations"] & string>(
    name: N,
    input: AskedWith<C["observations"][N]>,
    at: number,
    output: OutputOf<C["observations"][N]>,
    during?: Observation["during"],
  ) => Piece;
  /** A state that was planted. */
  readonly planted: <N extends keyof C["arrangements"] & string>(
    name: N,
    input: InputOf<C["arrangements"][N]>,
    at: number,
    output: OutputOf<C["arrangements"][N]>,
  ) => Piece;
  /** A moment, at the edge `after` unless `rest` says otherwise; `failed` is the code of the error that the server answered with. */
  readonly saw: <N extends keyof C["moments"] & string>(
    moment: N,
    scope: Described<C["moments"][N]["scope"]>,
    at: number,
    rest?: {
      readonly edge?: Edge;
      readonly by?: ReplicaId;
      readonly failed?: string;
      readonly detail?: Json;
    },
  ) => Piece;
  /** Samples of a series, each in its unit. */
  readonly measured: (
    name: keyof NonNullable<C["series"]> & string,
    ...samples: readonly { readonly at: number; readonly value: number }[]
  ) => Piece;

  /** A fault that goes in at `from` and is healed at `until`; `step` is its place in the schedule, from 0. */
  readonly struck: (from: number, until: number, fault?: Pick<Fault, "name" | "args">, step?: number) => Piece;
  /** A connection that was dialled, and closed when a time is given; its number tells it apart from others of the replica. */
  readonly connection: (id: number, dialledAt: number, closedAt?: number) => Piece;
  /** The end of a life; `asked` (default true): the harness had asked for it. */
  readonly exited: (
    at: number,
    how: Exit["how"],
    rest?: { readonly by?: ReplicaId; readonly asked?: boolean },
  ) => Piece;
}
