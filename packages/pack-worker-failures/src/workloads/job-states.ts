import type { Said } from "../history/jobs-seen.ts";

/** The job has come to its end, good or bad. */
export const isOver = ({ status }: Said): boolean => status === "done" || status === "failed";

/** The job has come to its end, or a chunk has failed and nothing is under way. */
export const hasStopped = (said: Said): boolean =>
  isOver(said) || ("counts" in said && said.counts.failed > 0 && said.counts.processing === 0);

/** A chunk is known to have failed, or the job has come to its end. */
export const hasLostAChunk = (said: Said): boolean => isOver(said) || ("counts" in said && said.counts.failed > 0);

/** Every chunk of a cut job is completed. */
export const isAllCompleted = (said: Said): boolean =>
  "counts" in said && said.total > 0 && said.counts.completed === said.total;
