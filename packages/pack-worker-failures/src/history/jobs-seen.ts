import {
  type AnswerSeen,
  type History,
  type InputOf,
  type MomentSeen,
  type OutputOf,
  seen,
} from "@chaos-packs/contract/pack";
import { partsOfJobs as jobs } from "../capabilities/parts-of-jobs.ts";

type Operations = (typeof jobs)["operations"];

/** What `chunks` answers. */
export type ChunksSaid = OutputOf<Operations["chunks"]>;
/** What a client is told of a job: as a whole, or chunk by chunk. */
export type Said = OutputOf<Operations["status"]> | ChunksSaid;
/** One thing that a job has made. */
export type Item = OutputOf<Operations["result"]>["items"][number];

/** Every answer that tells how a job is, in the order of their coming. */
export const told = (history: History): readonly AnswerSeen<{ readonly job: string }, Said>[] =>
  [...seen(history, jobs).answers("status"), ...seen(history, jobs).answers("chunks")].sort((a, b) => a.at - b.at);

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
export const lastOf = <T>(
  all: readonly { readonly input: { readonly job: string }; readonly output: T }[],
  job: string,
): T | undefined => all.findLast(({ input }) => input.job === job)?.output;
