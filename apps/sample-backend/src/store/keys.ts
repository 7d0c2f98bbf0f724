/** Where the objects of a job are. */
export const sourceKey = (job: string): string => `jobs/${job}/source`;
export const pieceKey = (job: string, chunk: number): string => `jobs/${job}/pieces/${chunk}`;
export const piecesPrefix = (job: string): string => `jobs/${job}/pieces/`;
export const resultsPrefix = (job: string): string => `jobs/${job}/results/`;
/** A result is stored under its fence, so that a late writer cannot overwrite what its replacement wrote. */
export const resultKey = (job: string, chunk: number, fence: number): string => `jobs/${job}/results/${chunk}-${fence}`;

/** The job that an object belongs to. */
export const jobOfKey = (key: string): string | undefined => /^jobs\/([^/]+)\//.exec(key)?.[1];
/** The fence under which a result of this chunk was stored; undefined when the key is no result of it. */
export function fenceOfKey(key: string, job: string, chunk: number): number | undefined {
  const prefix = `jobs/${job}/results/${chunk}-`;
  return key.startsWith(prefix) ? Number(key.slice(prefix.length)) : undefined;
}
