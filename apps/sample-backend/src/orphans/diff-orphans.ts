import type { Orphans } from "../jobs/schemas.ts";
import { jobOfKey, sourceKey } from "../store/keys.ts";

/** A job as far as orphans are concerned. */
export interface JobRow {
  readonly job: string;
  readonly status: string;
}

/** A chunk as far as orphans are concerned. */
export interface ChunkRow {
  readonly job: string;
  readonly chunk: number;
  readonly status: string;
  readonly pieceKey: string;
  readonly resultKey: string | null;
}

/**
 * What does not belong together. A chunk needs its result once it is completed and its piece until then. Objects of a job
 * that has not ended may be on their way to their row and are no orphans.
 */
export function diffOrphans(jobs: readonly JobRow[], chunks: readonly ChunkRow[], keys: readonly string[]): Orphans {
  const present = new Set(keys);
  const statusOf = new Map(jobs.map(({ job, status }) => [job, status]));
  const owned = chunks.filter(({ job }) => statusOf.has(job));
  const needed = owned
    .map(({ status, pieceKey, resultKey }) => (status === "completed" ? resultKey : pieceKey))
    .filter((key) => key !== null);
  const referred = new Set([
    ...jobs.map(({ job }) => sourceKey(job)),
    ...chunks.flatMap(({ pieceKey, resultKey }) => [pieceKey, resultKey]),
  ]);
  const hasEnded = (key: string): boolean => {
    const status = statusOf.get(jobOfKey(key) ?? "");
    return status === undefined || status === "done";
  };
  return {
    rowsWithoutObject: needed.filter((key) => !present.has(key)).sort(),
    objectsWithoutRow: keys.filter((key) => hasEnded(key) && !referred.has(key)).sort(),
    chunksWithoutDocument: chunks
      .filter(({ job }) => !statusOf.has(job))
      .map(({ job, chunk }) => `${job}/${chunk}`)
      .sort(),
  };
}
