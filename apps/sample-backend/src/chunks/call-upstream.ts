import type { Services } from "../services.ts";
import type { Page } from "../upstreams/upstreams.ts";
import type { ChunkClaim } from "./chunk-claim.ts";

/** Asks the upstream for the pages of a chunk: one request. Another try is another claim, so that the bound survives the worker. */
export const callUpstream = (
  { upstreams }: Services,
  { kind, job, chunk }: ChunkClaim,
  piece: Buffer,
  signal: AbortSignal,
): Promise<readonly Page[]> => upstreams.call(kind, { job, chunk, piece: piece.toString() }, signal);
