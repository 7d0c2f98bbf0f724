import type { Status } from "../history/jobs-seen.ts";

/** The job has come to its end, good or bad. */
export const isOver = ({ status }: Status): boolean => status === "done" || status === "failed";

/** The job has come to its end, or a chunk has failed and nothing is under way. */
export const hasStopped = (status: Status): boolean =>
  isOver(status) || (status.counts.failed > 0 && status.counts.processing === 0);

/** A chunk is known to have failed, or the job has come to its end. */
export const hasLostAChunk = (status: Status): boolean => isOver(status) || status.counts.failed > 0;

/** Every chunk of a cut job is completed. */
export const isAllCompleted = ({ total, counts }: Status): boolean => total > 0 && counts.completed === total;
