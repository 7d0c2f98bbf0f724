import type { JobStatus } from "./schemas.ts";

/** Counts chunks by their status. */
export function countChunks(chunks: JobStatus["chunks"]): JobStatus["counts"] {
  const counts = { pending: 0, processing: 0, completed: 0, failed: 0 };
  for (const { status } of chunks) counts[status] += 1;
  return counts;
}
