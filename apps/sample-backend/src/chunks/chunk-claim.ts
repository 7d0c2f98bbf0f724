import type { Kind } from "../upstreams/upstreams.ts";

/** A chunk that a worker has, until its lease runs out. Every write of the worker names the fence. */
export interface ChunkClaim {
  readonly job: string;
  readonly chunk: number;
  readonly fence: number;
  readonly kind: Kind;
  readonly wanted: number;
  readonly busyMs: number;
  /** Calls to the upstream that have failed. */
  readonly failures: number;
  readonly discarded: number;
  readonly pieceKey: string;
  readonly pieceSum: string;
}
