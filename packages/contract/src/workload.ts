import type { Anchor } from "./anchor.ts";
import type { Capability, CapabilitySpec, InputOf, OutputOf } from "./capability.ts";

/** What a call came back with. `unknown: true`: no answer, so it may have happened or not. */
export type Answer<O> =
  | { readonly ok: true; readonly output: O }
  | { readonly ok: false; readonly error: string; readonly status?: number; readonly unknown: boolean };

type Part<C extends CapabilitySpec, P extends "operations" | "observations" | "arrangements", U> = Pick<
  C[P],
  Extract<keyof C[P], U>
>;
type Input<P> = InputOf<P> extends undefined ? [] : [input: InputOf<P>];

/** The parts of a capability that a workload may ask for, by name. */
export type PartName<C extends CapabilitySpec> = (
  | keyof C["operations"]
  | keyof C["observations"]
  | keyof C["arrangements"]
) &
  string;

/** How a workload acts and looks; everything it does is recorded. Only what its `uses` names can be asked for. */
export interface Client<C extends CapabilitySpec = CapabilitySpec, U extends string = string> {
  /** Aborted when the scenario's deadline is over. */
  readonly signal: AbortSignal;
  /** Does an operation. Never throws for what the service answers. */
  call<N extends keyof Part<C, "operations", U> & string>(
    name: N,
    ...input: Input<Part<C, "operations", U>[N]>
  ): Promise<Answer<OutputOf<C["operations"][N]>>>;
  /** Does an operation that must succeed, again and again while it does not if it is idempotent; throws at the deadline. */
  demand<N extends keyof Part<C, "operations", U> & string>(
    name: N,
    ...input: Input<Part<C, "operations", U>[N]>
  ): Promise<OutputOf<C["operations"][N]>>;
  /** Does an idempotent operation until its output is as wanted; throws at the deadline, saying what came last. */
  until<N extends keyof Part<C, "operations", U> & string>(
    name: N,
    input: InputOf<C["operations"][N]>,
    wanted: (output: OutputOf<C["operations"][N]>) => boolean,
  ): Promise<OutputOf<C["operations"][N]>>;
  /** Does an operation and hangs up, its connection included, when `when` resolves, unless the answer is there by then. */
  hangUp<N extends keyof Part<C, "operations", U> & string>(
    name: N,
    input: InputOf<C["operations"][N]>,
    when: Promise<unknown>,
  ): Promise<Answer<OutputOf<C["operations"][N]>>>;
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
  /** Fills in a reference, for anchors and for the workload's own later phases. */
  remember(name: string, value: string | number): void;
  /** What was remembered under the name, if anything. */
  recall(name: string): string | number | undefined;
  /** A number that the target promises. */
  trait(name: keyof C["traits"] & string): number;
}

/** What clients do, and when they look. All functions get the same memory through `remember` and `recall`. */
export interface Workload {
  readonly name: string;
  readonly capability: Capability;
  readonly uses: readonly string[];
  /** The moment by which a replica is seen to be idle: waited for, for every running replica that took part, before `settle`. */
  readonly quiet?: Anchor;
  run(client: Client<never, never>): Promise<void>;
  /** One look: at each injection while the message is still held, before each heal and after it. */
  probe?(client: Client<never, never>): Promise<void>;
  settle(client: Client<never, never>): Promise<void>;
}

interface WorkloadDefinition<C extends CapabilitySpec, U extends string> {
  readonly name: string;
  readonly uses: readonly U[];
  readonly quiet?: Anchor;
  run(client: Client<C, U>): Promise<void>;
  probe?(client: Client<C, U>): Promise<void>;
  settle(client: Client<C, U>): Promise<void>;
}

/** Defines a workload over a capability; asking the client for a part that `uses` does not name does not compile. */
export const defineWorkload = <C extends CapabilitySpec, const U extends PartName<C>>(
  capability: Capability<C>,
  definition: WorkloadDefinition<C, U>,
): Workload => ({ ...definition, capability }) as unknown as Workload;
