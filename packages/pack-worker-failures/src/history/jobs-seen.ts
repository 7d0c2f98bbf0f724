import {
  type AnswerSeen,
  type Edge,
  type History,
  type InputOf,
  type MomentSeen,
  type OutputOf,
  type ReplicaId,
  seen,
} from "@chaos-packs/contract";
import { jobs } from "../capabilities/jobs.ts";

type Operations = (typeof jobs)["operations"];
type Observations = (typeof jobs)["observations"];

/** What `chunks` answers. */
export type ChunksSaid = OutputOf<Operations["chunks"]>;
/** What a client is told of a job: as a whole, or chunk by chunk. */
export type Said = OutputOf<Operations["status"]> | ChunksSaid;
/** One thing that a job has made. */
export type Item = OutputOf<Operations["result"]>["items"][number];

/** Something that was answered about a job, with its times in ms since the scenario began. */
export interface Seen<T> {
  readonly job: string;
  readonly calledAt: number;
  readonly at: number;
  readonly output: T;
}

/** What was answered, by the job that it is about; empty: about none. */
const aboutJob = <T>({ input, calledAt, at, output }: AnswerSeen<object | undefined, T>): Seen<T> => ({
  job: input && "job" in input ? String(input.job) : "",
  calledAt,
  at,
  output,
});

/** The successful calls of an operation, in the order of their answers. */
export const answers = <N extends keyof Operations>(
  history: History,
  name: N,
): readonly Seen<OutputOf<Operations[N]>>[] =>
  seen(history, jobs)
    .answers(name)
    .map((each) => aboutJob<OutputOf<Operations[N]>>(each));

/** Every answer that tells how a job is, in the order of their coming. */
export const told = (history: History): readonly Seen<Said>[] =>
  [...answers(history, "status"), ...answers(history, "chunks")].sort((a, b) => a.at - b.at);

/** What was observed under a name, in the order of its coming. */
export const looks = <N extends keyof Observations>(
  history: History,
  name: N,
): readonly Seen<OutputOf<Observations[N]>>[] =>
  seen(history, jobs)
    .looks(name)
    .map((each) => aboutJob<OutputOf<Observations[N]>>(each));

/** The moments of a name that came about (at the edge `after`: without an error), in their order. */
export const moments = (
  history: History,
  moment: keyof (typeof jobs)["moments"],
  edge: Edge = "after",
): readonly MomentSeen[] => seen(history, jobs).moments(moment, edge);

/** The name of the work that a moment is about: `job/chunk`, or `job` where a service does not cut its jobs. */
export const chunkOf = ({ scope: { job, chunk } }: Pick<MomentSeen, "scope">): string =>
  chunk === undefined ? String(job) : `${job}/${chunk}`;

/**
 * Whether two names are of the same work. One may be told whole and the other by its chunk: a service may show on one wire
 * which chunk it is at, and on another only the job.
 */
export const isSameWork = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);

/** A job that was taken on, with the number of chunks into which it could be cut. */
export interface Submitted {
  readonly job: string;
  readonly chunks: number;
  readonly at: number;
}

/** The jobs that were taken on, in their order. */
export const submitted = (history: History): readonly Submitted[] =>
  [...seen(history, jobs).answers("submit"), ...seen(history, jobs).answers("submitComputing")]
    .sort((a, b) => a.at - b.at)
    .map(({ input, output, at }: AnswerSeen<InputOf<Operations["submit"]>, { readonly job: string }>) => ({
      job: output.job,
      chunks: input.chunks ?? 1,
      at,
    }));

/** Whether so many workers died that a target which bounds redeliveries may fail a job for it. */
export function mayHaveFailed(history: History): boolean {
  const most = seen(history, jobs).trait("redeliveries");
  return most !== undefined && history.exits.filter(({ how }) => how === "killed").length > most;
}

/** The last of what was seen of a job. */
export const lastOf = <T>(all: readonly Seen<T>[], job: string): T | undefined =>
  all.findLast((each) => each.job === job)?.output;

/** A number that the target promises; the invariant that reads it names it among its traits. */
export const trait = (history: History, name: keyof (typeof jobs)["traits"]): number =>
  seen(history, jobs).promised(name);

/** Whether both are the same life of the same replica. */
export const isSameLife = (a: ReplicaId, b: ReplicaId): boolean =>
  a.role === b.role && a.index === b.index && a.incarnation === b.incarnation;
