import {
  type Edge,
  type History,
  type MomentSeen,
  type OutputOf,
  promised,
  type ReplicaId,
} from "@chaos-packs/contract";
import { jobs } from "../capabilities/jobs.ts";

type Operations = (typeof jobs)["operations"];
type Observations = (typeof jobs)["observations"];

/** What `status` answers. */
export type Status = OutputOf<Operations["status"]>;
/** One merged box. */
export type Box = OutputOf<Operations["result"]>["boxes"][number];

/** Something that was answered, with its times in ms since the scenario began. */
export interface Seen<T> {
  readonly job: string;
  readonly calledAt: number;
  readonly at: number;
  readonly output: T;
}

const field = (value: unknown, key: string): string => {
  const found = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return found === undefined ? "" : String(found);
};

/** The successful calls of an operation, in the order of their answers. */
export const answers = <N extends keyof Operations>(
  history: History,
  name: N,
): readonly Seen<OutputOf<Operations[N]>>[] =>
  history.operations
    .flatMap(({ name: called, input, calledAt, returnedAt, result }) =>
      called === name && result.status === "ok"
        ? [{ job: field(input, "job"), calledAt, at: returnedAt, output: result.output as OutputOf<Operations[N]> }]
        : [],
    )
    .sort((a, b) => a.at - b.at);

/** What was observed under a name, in the order of its coming. */
export const looks = <N extends keyof Observations>(
  history: History,
  name: N,
): readonly Seen<OutputOf<Observations[N]>>[] =>
  history.observations
    .flatMap(({ name: looked, input, calledAt, returnedAt, result }) =>
      looked === name && result.status === "ok"
        ? [{ job: field(input, "job"), calledAt, at: returnedAt, output: result.output as OutputOf<Observations[N]> }]
        : [],
    )
    .sort((a, b) => a.at - b.at);

/** The moments of a name that came about (at the edge `after`: without an error), in their order. */
export const moments = (
  history: History,
  moment: keyof (typeof jobs)["moments"],
  edge: Edge = "after",
): readonly MomentSeen[] =>
  history.moments
    .filter((seen) => seen.capability === jobs.name && seen.moment === moment && seen.edge === edge && !seen.failed)
    .sort((a, b) => a.at - b.at);

/** The name of the chunk that a moment is about: `job/chunk`. */
export const chunkOf = ({ scope }: MomentSeen): string => `${scope.job}/${scope.chunk}`;

/** The jobs that were taken on, with the number of their chunks. */
export const submitted = (
  history: History,
): readonly { readonly job: string; readonly chunks: number; readonly at: number }[] =>
  history.operations.flatMap(({ name, input, result, returnedAt }) =>
    name === "submit" && result.status === "ok"
      ? [{ job: field(result.output, "job"), chunks: Number(field(input, "chunks")), at: returnedAt }]
      : [],
  );

/** The last of what was seen of a job. */
export const lastOf = <T>(seen: readonly Seen<T>[], job: string): T | undefined =>
  seen.findLast((each) => each.job === job)?.output;

/** A number that the target promises; the invariant that reads it names it among its traits. */
export const trait = (history: History, name: keyof (typeof jobs)["traits"]): number =>
  promised(history, jobs.name, name);

/** Whether both are the same life of the same replica. */
export const isSameLife = (a: ReplicaId, b: ReplicaId): boolean =>
  a.role === b.role && a.index === b.index && a.incarnation === b.incarnation;
