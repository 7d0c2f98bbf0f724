import {
  type Edge,
  type History,
  type Json,
  type MomentSeen,
  type Operation,
  type OutputOf,
  promised,
} from "@chaos-packs/contract/pack";
import type { queries } from "../capabilities/queries.ts";

type Operations = (typeof queries)["operations"];
type Observations = (typeof queries)["observations"];

/** Name of an operation of `queries`. */
export type OperationName = keyof Operations;
/** Name of a moment of `queries`. */
export type MomentName = keyof (typeof queries)["moments"];

/** The name of the capability in histories. */
export const CAPABILITY = "queries";

/** Something that was answered, with its times in ms since the scenario began. */
export interface Seen<T> {
  readonly calledAt: number;
  readonly at: number;
  readonly output: T;
}

const byTime = (a: { readonly at: number }, b: { readonly at: number }): number => a.at - b.at;

/** A part of an input, an output or a body, when it is there. */
export const field = (value: Json | undefined, key: string): Json | undefined =>
  typeof value === "object" && value !== null && key in value
    ? (value as Readonly<Record<string, Json>>)[key]
    : undefined;

/** The calls of some operations (default all) in the order in which they were made. */
export const calls = ({ operations }: History, ...names: readonly OperationName[]): readonly Operation[] =>
  operations
    .filter(({ name }) => names.length === 0 || names.includes(name as OperationName))
    .sort((a, b) => a.calledAt - b.calledAt);

/** The successful calls of an operation, in the order of their answers. */
export const answers = <N extends OperationName>(
  { operations }: History,
  name: N,
): readonly (Seen<OutputOf<Operations[N]>> & { readonly input: Json })[] =>
  operations
    .flatMap(({ name: called, input, calledAt, returnedAt, result }) =>
      called === name && result.status === "ok"
        ? [{ input, calledAt, at: returnedAt, output: result.output as OutputOf<Operations[N]> }]
        : [],
    )
    .sort(byTime);

/** What was observed under a name, in the order of its coming. */
export const looks = <N extends keyof Observations>(
  { observations }: History,
  name: N,
): readonly Seen<OutputOf<Observations[N]>>[] =>
  observations
    .flatMap(({ name: looked, calledAt, returnedAt, result }) =>
      looked === name && result.status === "ok"
        ? [{ calledAt, at: returnedAt, output: result.output as OutputOf<Observations[N]> }]
        : [],
    )
    .sort(byTime);

/** The moments of a name at an edge, failed ones too, in their order. */
export const moments = (history: History, moment: MomentName, edge: Edge = "before"): readonly MomentSeen[] =>
  history.moments
    .filter((seen) => seen.capability === CAPABILITY && seen.moment === moment && seen.edge === edge)
    .sort(byTime);

/** A number that the target promises; the invariant that reads it names it among its traits. */
export const trait = (history: History, name: keyof (typeof queries)["traits"]): number =>
  promised(history, CAPABILITY, name);

/** How long a call took, ms. */
export const took = ({ calledAt, returnedAt }: Operation): number => returnedAt - calledAt;

/** A call for people: `read e1 answered 503 {…} after 251 ms`. */
export function describeCall(operation: Operation): string {
  const { name, input, result } = operation;
  const key = field(input, "key");
  const about = typeof key === "string" ? ` ${key}` : "";
  const how = result.status === "ok" ? "succeeded" : `came to: ${result.error},`;
  return `${name}${about} ${how} after ${Math.round(took(operation))} ms`;
}
