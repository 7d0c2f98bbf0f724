/** What a job is like. */
export interface JobShape {
  /** Default: a document. */
  readonly kind?: "document" | "recording";
  readonly chunks: number;
  /** Chunks under way at the same time; default 1, so that the order is known. `many`: no bound. */
  readonly concurrency?: number | "many";
  /** How long a worker computes in a synchronous loop in each chunk, of the lease. */
  readonly busyLeases?: number;
}

/** A shape in words, for the names of workloads. */
export function describeShape({ kind = "document", chunks, concurrency = 1, busyLeases }: JobShape): string {
  const busy = busyLeases === undefined ? "" : `, computing ${busyLeases} leases in each`;
  return `a ${kind} of ${chunks} chunks, ${concurrency} at a time${busy}`;
}
