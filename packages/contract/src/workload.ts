import type { Anchor } from "./anchor.ts";
import type { Capability, CapabilitySpec, InputOf, OutputOf, SentOn } from "./capability.ts";
import type { ClientStream } from "./client-stream.ts";

/** What a call came back with. `unknown: true`: no answer, so it may have happened or not. */
export type Answer<O> =
  | { readonly ok: true; readonly output: O }
  | { readonly ok: false; readonly error: string; readonly status?: number; readonly unknown: boolean };

/** What opening a stream came to: the stream, or why there is none. */
export type Opened<O, S = never> =
  | { readonly ok: true; readonly stream: ClientStream<O, S> }
  | Extract<Answer<never>, { readonly ok: false }>;

type Part<C extends CapabilitySpec, P extends "observations" | "arrangements", U> = Pick<C[P], Extract<keyof C[P], U>>;
/** Operations that answer once. */
type Asked<C extends CapabilitySpec, U> = {
  [K in Extract<keyof C["operations"], U> as C["operations"][K] extends { readonly stream: true }
    ? never
    : K]: C["operations"][K];
};
/** Operations that stay open. */
type Kept<C extends CapabilitySpec, U> = {
  [K in Extract<keyof C["operations"], U> as C["operations"][K] extends { readonly stream: true }
    ? K
    : never]: C["operations"][K];
};
type Input<P> = InputOf<P> extends undefined ? [] : [input: InputOf<P>];

/** The parts of a capability that a workload may ask for, by name: what it does, looks at and plants, and traits. */
export type PartName<C extends CapabilitySpec> = (
  | keyof C["operations"]
  | keyof C["observations"]
  | keyof C["arrangements"]
  | keyof C["traits"]
) &
  string;

/** The parts of one capability that a workload asks for. */
export interface Parts<C extends CapabilitySpec = CapabilitySpec, U extends string = string> {
  readonly capability: Capability<C>;
  /** What it cannot do without: where a target does not offer one of them, the scenarios of the workload are skipped. */
  readonly uses: readonly U[];
  /** What it asks for where the target offers it. */
  readonly mayUse: readonly U[];
  /** Of each group the target must offer one; all are among `mayUse`. */
  readonly either?: readonly (readonly U[])[];
}

/** Names parts of a further capability for `with` of a workload. */
export const partsOf = <C extends CapabilitySpec, const U extends PartName<C>>(
  capability: Capability<C>,
  { uses = [], mayUse = [] }: Partial<Pick<Parts<C, U>, "uses" | "mayUse">>,
): Parts<C, U> => ({ capability, uses, mayUse });

/** How a workload acts and looks; everything it does is recorded. Only what its `uses` and `mayUse` name can be asked for. */
export interface Client<C extends CapabilitySpec = CapabilitySpec, U extends string = string> {
  /** Aborted when the scenario's deadline is over. */
  readonly signal: AbortSignal;
  /** Whether the target offers a part that the workload names in `mayUse`; asking for one that it does not throws PART_NOT_OFFERED. */
  offers(name: PartName<C>): boolean;
  /** The client of another capability, of which the workload names parts in its `with`. */
  with<O extends CapabilitySpec, P extends string>(parts: Parts<O, P>): Client<O, P>;
  /** Does an operation. Never throws for what the service answers. */
  call<N extends keyof Asked<C, U> & string>(
    name: N,
    ...input: Input<Asked<C, U>[N]>
  ): Promise<Answer<OutputOf<C["operations"][N]>>>;
  /** Does an operation that must succeed, again and again while it does not if it is idempotent; throws at the deadline. */
  demand<N extends keyof Asked<C, U> & string>(
    name: N,
    ...input: Input<Asked<C, U>[N]>
  ): Promise<OutputOf<C["operations"][N]>>;
  /** Does an idempotent operation until its output is as wanted; throws at the deadline, saying what came last. */
  until<N extends keyof Asked<C, U> & string>(
    name: N,
    input: InputOf<C["operations"][N]>,
    wanted: (output: OutputOf<C["operations"][N]>) => boolean,
  ): Promise<OutputOf<C["operations"][N]>>;
  /** Does an operation and hangs up, its connection included, when `when` resolves, unless the answer is there by then. */
  hangUp<N extends keyof Asked<C, U> & string>(
    name: N,
    input: InputOf<C["operations"][N]>,
    when: Promise<unknown>,
  ): Promise<Answer<OutputOf<C["operations"][N]>>>;
  /** Opens an operation that stays open. Never throws for what the service answers; `unknown` when it did not come to stand in time. */
  open<N extends keyof Kept<C, U> & string>(
    name: N,
    ...input: Input<Kept<C, U>[N]>
  ): Promise<Opened<OutputOf<C["operations"][N]>, SentOn<C["operations"][N]>>>;
  /** The streams of an operation that came to stand in this run, whoever opened them, those that have ended too. */
  opened<N extends keyof Kept<C, U> & string>(
    name: N,
  ): readonly ClientStream<OutputOf<C["operations"][N]>, SentOn<C["operations"][N]>>[];
  /** Looks, over the harness's own connections: no fault is in their way. */
  observe<N extends keyof Part<C, "observations", U> & string>(
    name: N,
    ...input: Input<Part<C, "observations", U>[N]>
  ): Promise<OutputOf<C["observations"][N]>>;
  /** Plants a state. */
  arrange<N extends keyof Part<C, "arrangements", U> & string>(
    name: N,
    ...input: Input<Part<C, "arrangements", U>[N]>
  ): Promise<OutputOf<C["arrangements"][N]>>;
  /** Resolves when a moment has been seen (also one seen earlier in this run); rejects at the deadline. */
  seen(anchor: Anchor): Promise<void>;
  /** Resolves when the step at this position of the schedule has been injected, or healed; rejects at the deadline. */
  fault(step: number, phase: "injected" | "healed"): Promise<void>;
  /** Heals the step at this position of the schedule now, because the client has seen what it came for; resolves when it is healed. */
  heal(step: number): Promise<void>;
  /** Lets a little time go by, as long as the harness waits between two looks; rejects at the deadline. */
  pause(): Promise<void>;
  /** Fills in a reference, for anchors and for the workload's own later phases. */
  remember(name: string, value: string | number): void;
  /** What was remembered under the name, if anything. */
  recall(name: string): string | number | undefined;
  /** A number that the target promises: where it promises none, the scenarios whose workload uses it are skipped. */
  trait(name: Extract<keyof C["traits"], U> & string): number;
  /** A number that the target may promise, for workloads that can do without: undefined where it promises none. */
  promised(name: keyof C["traits"] & string): number | undefined;
}

/** What clients do, and when they look. All functions get the same memory through `remember` and `recall`. */
export interface Workload {
  readonly name: string;
  readonly capability: Capability;
  /** What it cannot do without. */
  readonly uses: readonly string[];
  /** What it asks for where the target offers it. */
  readonly mayUse: readonly string[];
  /** Of each group the target must offer one; all are among `mayUse`. */
  readonly either: readonly (readonly string[])[];
  /** Parts of further capabilities. */
  readonly with: readonly Parts[];
  /**
   * The moment by which a replica is seen to be idle: waited for, for every running replica that took part, before `settle`.
   * Where it is absent, or the target has no such moment, and the capability says how work is given out again: until no moment
   * has come for as long as the slowest redelivery takes, and the state is the same on a second, late look.
   */
  readonly quiet?: Anchor;
  run(client: Client<never, never>): Promise<void>;
  /** One look: at each injection while the message is still held, before each heal and after it. */
  probe?(client: Client<never, never>): Promise<void>;
  settle(client: Client<never, never>): Promise<void>;
}

/** Parts of whatever capability. */
type AnyParts = Omit<Parts, "capability"> & { readonly capability: Pick<Capability, "name"> };

interface WorkloadDefinition<C extends CapabilitySpec, U extends string, M extends string> {
  readonly name: string;
  readonly uses: readonly U[];
  readonly mayUse?: readonly M[];
  readonly either?: readonly (readonly M[])[];
  readonly with?: readonly AnyParts[];
  readonly quiet?: Anchor;
  run(client: Client<C, U | M>): Promise<void>;
  probe?(client: Client<C, U | M>): Promise<void>;
  settle(client: Client<C, U | M>): Promise<void>;
}

/** Defines a workload over a capability; asking the client for a part that neither `uses` nor `mayUse` names does not compile. */
export const defineWorkload = <
  C extends CapabilitySpec,
  // Not by name: the type checker would tell of the whole capability instead of its parts.
  const U extends keyof (C["operations"] & C["observations"] & C["arrangements"] & C["traits"]) & string,
  const M extends keyof (C["operations"] & C["observations"] & C["arrangements"] & C["traits"]) & string = never,
>(
  capability: Capability<C>,
  definition: WorkloadDefinition<C, U, M>,
): Workload => ({ mayUse: [], either: [], with: [], ...definition, capability }) as unknown as Workload;

/** All parts that a workload asks for, by capability; its own comes first. */
export const partsAsked = ({ capability, uses, mayUse, either, with: others }: Workload): readonly Parts[] => [
  { capability, uses, mayUse, either },
  ...others,
];
