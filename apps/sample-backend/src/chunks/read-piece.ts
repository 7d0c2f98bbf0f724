import { Failure } from "../failure.ts";
import type { Services } from "../services.ts";
import type { ChunkClaim } from "./chunk-claim.ts";

/** Reads the piece of a chunk. One that is gone or damaged is cut again from the source. */
export async function readPiece(services: Services, claim: ChunkClaim, signal: AbortSignal): Promise<Buffer> {
  const { store, parts, log } = services;
  const piece = await store.get(claim.pieceKey, signal);
  if (piece?.sum === claim.pieceSum) return piece.bytes;
  log.warn(
    { job: claim.job, chunk: claim.chunk },
    piece ? "piece is damaged, cutting it again" : "piece is gone, cutting it again",
  );
  const bytes = (await parts.cutSource(services, claim, signal))[claim.chunk - 1];
  if (!bytes) throw new Failure("hopeless", `piece ${claim.chunk} cannot be cut again from the source`);
  const sum = await store.put(claim.pieceKey, bytes, signal);
  if (sum !== claim.pieceSum) throw new Failure("hopeless", `piece ${claim.chunk}, cut again, is not what it was`);
  return bytes;
}
